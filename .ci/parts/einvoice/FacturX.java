import java.nio.file.Files;
import java.nio.file.Path;
import org.mustangproject.validator.ZUGFeRDValidator;

/** Holds Factur-X files against PDF/A-3 and the rules of what they carry: `java -cp 'lib/*' FacturX.java FILE`, a file of lines `facturx<TAB>file`. Answers a line for each, with what is wrong behind it. */
public final class FacturX {
  public static void main(String[] arguments) throws Exception {
    for (var line : Files.readAllLines(Path.of(arguments[0]))) {
      var validator = new ZUGFeRDValidator();
      var report = validator.validate(line.split("\t")[1]);
      // `wasCompletelyValid` alone passes a file whose XML is right, whatever the PDF around it is.
      var isValid = validator.wasCompletelyValid() && report.contains("isCompliant=true") && !report.contains("status=\"invalid\"");
      System.out.println(line + "\t" + (isValid ? "" : "not valid: " + report.replaceAll("\\s+", " ")));
    }
  }
}
