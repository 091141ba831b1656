import java.nio.file.Path;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One OpenSearch node for the tests: `java -cp 'lib/*' OpenSearchNode.java HTTP_PORT TRANSPORT_PORT DIRECTORY`. It ends with its process. */
public final class OpenSearchNode {
  public static void main(String[] arguments) throws Exception {
    var node = new OpenSearchRunner();
    node.onBuild((index, settings) -> settings
        .put("http.port", arguments[0])
        .put("transport.port", arguments[1])
        .put("discovery.type", "single-node")
        .put("cluster.routing.allocation.disk.threshold_enabled", false));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        node.close();
      } catch (java.io.IOException error) {
        System.err.println("The node did not close: " + error);
      }
    }));
    node.build(OpenSearchRunner.newConfigs().basePath(Path.of(arguments[2]).toAbsolutePath().toString()).numOfNode(1).useLogger());
    Thread.currentThread().join();
  }
}
