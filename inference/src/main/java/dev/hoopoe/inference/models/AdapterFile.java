package dev.hoopoe.inference.models;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a LoRA adapter's file must say before native code reads it, which ends the process where a
 * value has another type than it expects.
 */
public final class AdapterFile {
    private static final String ALPHA = "adapter.lora.alpha";
    private static final int TYPE_UINT32 = 4;

    private AdapterFile() {}

    /**
     * Makes sure that a file is a LoRA adapter for a model of this architecture.
     *
     * @throws ModelException if it is not; the message names the file and the rule
     */
    public static void require(Path file, String architecture) {
        GgufHeader header = GgufHeader.readAny(file);
        requireText(header, "general.type", "adapter");
        requireText(header, "adapter.type", "lora");
        String family = header.text("general.architecture").orElse("");
        if (!family.equals(architecture)) {
            throw refused(
                    header,
                    "it is made for models of the family '%s', and this one is of '%s'"
                            .formatted(GgufRules.shown(family), architecture));
        }
        GgufValue alpha = header.metadata().get(ALPHA);
        if (alpha != null && !(alpha instanceof GgufValue.Real real && real.bits() == Float.SIZE)) {
            throw refused(header, "'" + ALPHA + "' must be a 32-bit float, not " + alpha);
        }
        GgufValue invocation = header.metadata().get("adapter.alora.invocation_tokens");
        if (invocation != null
                && !(invocation instanceof GgufValue.Array array
                        && array.elementType() == TYPE_UINT32)) {
            throw refused(header, "'adapter.alora.invocation_tokens' must be an array of uint32");
        }
        requirePairs(header);
    }

    private static void requireText(GgufHeader header, String key, String wanted) {
        String found = header.text(key).orElse("");
        if (!found.equals(wanted)) {
            throw refused(
                    header,
                    "'%s' must be '%s', not '%s'".formatted(key, wanted, GgufRules.shown(found)));
        }
    }

    private static void requirePairs(GgufHeader header) {
        Set<String> names =
                header.tensors().stream().map(GgufTensor::name).collect(Collectors.toSet());
        for (String name : names) {
            String other =
                    name.endsWith(".lora_a")
                            ? name.substring(0, name.length() - 1) + "b"
                            : name.endsWith(".lora_b")
                                    ? name.substring(0, name.length() - 1) + "a"
                                    : name;
            if (!names.contains(other)) {
                throw refused(header, "the tensor '" + GgufRules.shown(name) + "' has no pair");
            }
        }
    }

    private static ModelException refused(GgufHeader header, String reason) {
        return new ModelException(
                "%s is no usable adapter: %s. Convert the adapter for this model again."
                        .formatted(header.file(), reason));
    }
}
