package dev.hoopoe.reading.document;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an image says about itself: its size, and from Exif, IPTC and XMP when, where and with
 * what it was taken and what its author wrote. What it shows is not looked at.
 */
final class PictureReader {
    /** What is told, by the words that tags of several formats have in common. */
    private static final Map<String, List<String>> TOLD = told();

    private final Watch watch;

    PictureReader(Watch watch) {
        this.watch = watch;
    }

    private static Map<String, List<String>> told() {
        Map<String, List<String>> told = new LinkedHashMap<>();
        told.put("width", List.of("Image Width"));
        told.put("height", List.of("Image Height"));
        told.put("taken", List.of("Date/Time Original", "Date/Time Digitized", "Date/Time"));
        told.put("title", List.of("Object Name", "Title", "Document Name", "Windows XP Title"));
        told.put("description", List.of("Image Description", "Caption/Abstract", "User Comment"));
        told.put("text", List.of("Textual Data", "JPEG Comment", "Comment"));
        told.put("keywords", List.of("Keywords", "Windows XP Keywords"));
        told.put("author", List.of("Artist", "By-line", "Windows XP Author"));
        told.put("copyright", List.of("Copyright", "Copyright Notice"));
        told.put("camera", List.of("Model"));
        told.put("lens", List.of("Lens Model"));
        told.put("exposure", List.of("Exposure Time"));
        told.put("aperture", List.of("F-Number"));
        told.put("sensitivity", List.of("ISO Speed Ratings"));
        told.put("latitude", List.of("GPS Latitude"));
        told.put("longitude", List.of("GPS Longitude"));
        told.put("orientation", List.of("Orientation"));
        told.put("software", List.of("Software"));
        return told;
    }

    /** Whether the bytes begin as PNG, JPEG, GIF, WebP, TIFF, BMP or HEIF. */
    static boolean is(byte[] head) {
        return starts(head, 0, "\u0089PNG\r\n\u001a\n")
                || starts(head, 0, "\u00ff\u00d8\u00ff")
                || starts(head, 0, "GIF87a")
                || starts(head, 0, "GIF89a")
                || (starts(head, 0, "RIFF") && starts(head, 8, "WEBP"))
                || starts(head, 0, "II*\0")
                || starts(head, 0, "MM\0*")
                || (starts(head, 0, "BM") && starts(head, 6, "\0\0\0\0"))
                || starts(head, 4, "ftyphei")
                || starts(head, 4, "ftypavif");
    }

    private static boolean starts(byte[] head, int at, String magic) {
        if (head.length < at + magic.length()) {
            return false;
        }
        for (int i = 0; i < magic.length(); i++) {
            if ((head[at + i] & 0xFF) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    Document read(byte[] bytes) {
        Metadata metadata = metadata(bytes);
        Facts facts = new Facts();
        tag(metadata, "Detected File Type Name").ifPresent(type -> facts.put("type", type));
        TOLD.forEach((name, tags) ->
                tags.stream()
                        .flatMap(tag -> tag(metadata, tag).stream())
                        .findFirst()
                        .ifPresent(value -> facts.put(name, value)));
        Sections sections = new Sections(watch);
        StringBuilder text = new StringBuilder("An image; what it shows is not read.\n");
        facts.all()
                .forEach((name, value) ->
                        text.append("\n- ").append(name).append(": ").append(value));
        sections.add("", text.toString());
        String title = facts.all().getOrDefault("title", "");
        return new Document(Format.IMAGE, title, Map.of(), sections.all(), sections.truncated());
    }

    private Metadata metadata(byte[] bytes) {
        watch.check();
        try {
            return ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes), bytes.length);
        } catch (ImageProcessingException | IOException | RuntimeException e) {
            throw watch.broken("its header cannot be read");
        }
    }

    private static Optional<String> tag(Metadata metadata, String name) {
        for (Directory directory : metadata.getDirectories()) {
            // A thumbnail has a size of its own.
            if (directory.getName().contains("Thumbnail")) {
                continue;
            }
            for (Tag tag : directory.getTags()) {
                @Nullable String value = tag.getDescription();
                if (tag.getTagName().equals(name) && value != null && !value.isBlank()) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }
}
