import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.util.Base64;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;

/**
 * HeidelTime as one warm process: a line in is "NEWS|NARRATIVES yyyy-MM-dd|- base64-text", a line out is
 * "nanoseconds base64-timeml". Started by benchmarks/times.py; the one argument is the path of config.props.
 */
public final class HeidelTime {
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = new PrintStream(System.out, true, "UTF-8");
        System.setOut(System.err); // the tagger prints to standard output
        Map<DocumentType, HeidelTimeStandalone> taggers = new EnumMap<>(DocumentType.class);
        SimpleDateFormat days = new SimpleDateFormat("yyyy-MM-dd");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            DocumentType type = DocumentType.valueOf(words[0]);
            if (!taggers.containsKey(type)) {
                taggers.put(type, new HeidelTimeStandalone(
                    Language.ENGLISH, type, OutputType.TIMEML, arguments[0], POSTagger.TREETAGGER));
            }
            Date published = words[1].equals("-") ? new Date(0) : days.parse(words[1]);
            String text = new String(Base64.getDecoder().decode(words[2]), StandardCharsets.UTF_8);
            long before = System.nanoTime();
            String marked = taggers.get(type).process(text, published);
            long spent = System.nanoTime() - before;
            answers.println(spent + " " + Base64.getEncoder().encodeToString(marked.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
