package dev.hoopoe.reading.extract;

import java.io.DataInput;
import java.io.IOException;

/** Gradient-boosted decision trees. Immutable; any thread. */
final class Forest {
    private final short[] feature;
    private final float[] threshold;
    private final short[] yes;
    private final short[] no;
    private final float[] leaf;
    private final int[] firstNode;
    private final int[] firstLeaf;

    /** How many numbers a row must have. */
    final int features;

    /** Reads what {@code bench/extraction/train.py} wrote. */
    Forest(DataInput in) throws IOException {
        features = in.readInt();
        int trees = in.readInt();
        int nodes = in.readInt();
        firstNode = new int[trees];
        firstLeaf = new int[trees];
        feature = new short[nodes];
        threshold = new float[nodes];
        yes = new short[nodes];
        no = new short[nodes];
        leaf = new float[nodes + trees];
        int node = 0;
        int end = 0;
        for (int tree = 0; tree < trees; tree++) {
            int count = in.readUnsignedShort();
            firstNode[tree] = node;
            firstLeaf[tree] = end;
            for (int i = 0; i < count; i++, node++) {
                feature[node] = in.readShort();
                threshold[node] = in.readFloat();
                yes[node] = in.readShort();
                no[node] = in.readShort();
            }
            for (int i = 0; i <= count; i++) {
                leaf[end++] = in.readFloat();
            }
        }
    }

    /** The probability that the trees see in a row. */
    float score(float[] row) {
        double sum = 0;
        for (int tree = 0; tree < firstNode.length; tree++) {
            sum += leaf(tree, row);
        }
        return (float) (1 / (1 + Math.exp(-sum)));
    }

    /** Within a tree, 0 and above are nodes, and -1 - n is its leaf n. */
    private float leaf(int tree, float[] row) {
        int base = firstNode[tree];
        int at = 0;
        while (at >= 0) {
            int node = base + at;
            at = row[feature[node]] <= threshold[node] ? yes[node] : no[node];
        }
        return leaf[firstLeaf[tree] - 1 - at];
    }
}
