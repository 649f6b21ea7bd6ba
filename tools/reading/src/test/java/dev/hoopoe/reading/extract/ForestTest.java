package dev.hoopoe.reading.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ForestTest {
    /** Two trees: x0 <= 1 ? (x1 <= 2 ? -1 : 1) : 3, and x1 <= 0 ? 0.5 : -0.5. */
    private static Forest forest() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(2);
        out.writeInt(2);
        out.writeInt(3);
        out.writeShort(2);
        node(out, 0, 1f, 1, -3);
        node(out, 1, 2f, -1, -2);
        out.writeFloat(-1);
        out.writeFloat(1);
        out.writeFloat(3);
        out.writeShort(1);
        node(out, 1, 0f, -1, -2);
        out.writeFloat(0.5f);
        out.writeFloat(-0.5f);
        return new Forest(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private static void node(DataOutputStream out, int feature, float threshold, int yes, int no)
            throws IOException {
        out.writeShort(feature);
        out.writeFloat(threshold);
        out.writeShort(yes);
        out.writeShort(no);
    }

    @Test
    void addsTheLeavesThatARowReaches() throws IOException {
        Forest forest = forest();
        assertThat(forest.features).isEqualTo(2);
        assertThat(forest.score(new float[] {1, 2})).isCloseTo(sigmoid(-1.5), within(1e-6f));
        assertThat(forest.score(new float[] {0, 3})).isCloseTo(sigmoid(0.5), within(1e-6f));
        assertThat(forest.score(new float[] {2, -1})).isCloseTo(sigmoid(3.5), within(1e-6f));
    }

    private static float sigmoid(double x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }
}
