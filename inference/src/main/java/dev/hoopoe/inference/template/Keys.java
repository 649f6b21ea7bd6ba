package dev.hoopoe.inference.template;

/** Which values can be the key of a mapping: in Python, those that never change. */
final class Keys {
    private Keys() {}

    static boolean is(Value value) {
        return switch (value) {
            case Value.Sequence sequence ->
                    sequence.tuple() && sequence.items().stream().allMatch(Keys::is);
            case Value.Dict _ -> false;
            default -> true;
        };
    }

    static Value require(Value key) {
        if (!is(key)) {
            throw new TemplateException(Value.typeOf(key) + " cannot be the key of a mapping");
        }
        return key;
    }
}
