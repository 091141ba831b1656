import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.io.resource.FileSystemResource;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.en16931.EN16931Validation;
import com.helger.phive.peppol.PeppolValidation2025_11;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import com.helger.phive.xrechnung.XRechnungValidation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Holds e-invoices against the published rules: `java -cp 'lib/*' EInvoiceRules.java FILE`, a file of lines `rules<TAB>file`. Answers a line for each:
 * `rules<TAB>file<TAB>` and the rules that are broken, none where all hold.
 */
public final class EInvoiceRules {
  public static void main(String[] arguments) throws Exception {
    var registry = new ValidationExecutorSetRegistry<IValidationSourceXML>();
    EN16931Validation.initEN16931(registry);
    PeppolValidation2025_11.init(registry);
    XRechnungValidation.initXRechnung(registry);
    for (var line : Files.readAllLines(Path.of(arguments[0]))) {
      var cells = line.split("\t");
      var source = ValidationSourceXML.create(new FileSystemResource(cells[1]));
      var rules = registry.getOfID(rules(cells[0]));
      var found = ValidationExecutionManager.executeValidation(IValidityDeterminator.createDefault(), rules, source, Locale.ENGLISH);
      var broken = found.getAllErrors().stream().map(error -> (error.hasErrorID() ? error.getErrorID() : "schema") + ": " + error.getErrorText(Locale.ENGLISH)).distinct();
      System.out.println(line + "\t" + broken.map(text -> text.replaceAll("\\s+", " ")).collect(Collectors.joining(" | ")));
    }
  }

  private static DVRCoordinate rules(String name) {
    return switch (name) {
      case "en16931-ubl-invoice" -> EN16931Validation.VID_UBL_INVOICE_1315;
      case "en16931-ubl-credit-note" -> EN16931Validation.VID_UBL_CREDIT_NOTE_1315;
      case "en16931-cii" -> EN16931Validation.VID_CII_1315;
      case "peppol-invoice" -> PeppolValidation2025_11.VID_OPENPEPPOL_INVOICE_UBL_V3;
      case "peppol-credit-note" -> PeppolValidation2025_11.VID_OPENPEPPOL_CREDIT_NOTE_UBL_V3;
      case "xrechnung-ubl-invoice" -> XRechnungValidation.VID_XRECHNUNG_UBL_INVOICE_302;
      case "xrechnung-ubl-credit-note" -> XRechnungValidation.VID_XRECHNUNG_UBL_CREDITNOTE_302;
      case "xrechnung-cii" -> XRechnungValidation.VID_XRECHNUNG_CII_302;
      default -> throw new IllegalArgumentException("There are no rules " + name);
    };
  }
}
