import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints the o200k tokens of each text file in a folder: {@code java -cp jtokkit.jar Count.java DIR}. */
final class Count {
    public static void main(String[] arguments) throws Exception {
        var o200k = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
        try (var files = Files.list(Path.of(arguments[0]))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
                int tokens = o200k.countTokensOrdinary(Files.readString(file));
                System.out.println(file.getFileName() + " " + tokens);
            }
        }
    }
}
