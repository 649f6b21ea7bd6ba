package dev.hoopoe.reading.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
    private static byte[] image(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean written =
                ImageIO.write(new BufferedImage(48, 31, BufferedImage.TYPE_INT_RGB), format, out);
        assertThat(written).isTrue();
        return out.toByteArray();
    }

    /** An Exif segment (JEITA CP-3451): little-endian TIFF with the camera's model and the date. */
    private static byte[] photo() throws IOException {
        byte[] plain = image("jpeg");
        String model = "Hoopoe One\0\0";
        String date = "2026:05:04 10:11:12\0";
        ByteArrayOutputStream tiff = new ByteArrayOutputStream();
        tiff.writeBytes(latin("II*\0\u0008\0\0\0\u0002\0"));
        int data = 8 + 2 + 2 * 12 + 4;
        tiff.writeBytes(entry(0x0110, model.length(), data));
        tiff.writeBytes(entry(0x0132, date.length(), data + model.length()));
        tiff.writeBytes(new byte[4]);
        tiff.writeBytes(latin(model + date));
        int length = tiff.size() + 8;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length});
        out.writeBytes(latin("Exif\0\0"));
        out.writeBytes(tiff.toByteArray());
        out.write(plain, 2, plain.length - 2);
        return out.toByteArray();
    }

    private static byte[] entry(int tag, int count, int offset) {
        return new byte[] {
            (byte) tag, (byte) (tag >> 8), 2, 0, (byte) count, 0, 0, 0, (byte) offset, 0, 0, 0
        };
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String read(byte[] bytes) {
        assertThat(Documents.packed(bytes)).isTrue();
        Document document =
                Documents.read(Source.file(bytes, "picture"), Limits.DEFAULT, () -> false);
        assertThat(document.format()).isEqualTo(Format.IMAGE);
        return document.markdown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "tiff"})
    void tellsTheSizeOfEveryKind(String format) throws IOException {
        assertThat(read(image(format)))
                .contains("width: 48", "height: 31")
                .containsIgnoringCase("type: " + format);
    }

    @Test
    void tellsWhenAndWithWhatAPhotoWasTaken() throws IOException {
        assertThat(read(photo()))
                .contains("- camera: Hoopoe One", "- taken: 2026:05:04 10:11:12", "- width: 48");
    }

    /** Whatever the bytes: facts or an error, soon. */
    @Test
    @Timeout(20)
    void damagedImagesEndInFactsOrAnError() throws IOException {
        Random random = new Random(5);
        byte[] whole = photo();
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(20, whole.length));
            for (int n = random.nextInt(8); n > 0; n--) {
                damaged[random.nextInt(4, damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(read(damaged)).startsWith("An image");
            } catch (UnreadableException told) {
                assertThat(told.problem()).startsWith("picture is damaged");
            }
        }
        assertThatThrownBy(() -> read(latin("\u0089PNG\r\n\u001a\n")))
                .isInstanceOf(UnreadableException.class);
    }
}
