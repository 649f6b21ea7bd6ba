package dev.hoopoe.tools;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a tool returned as text: lists of records as CSV, a record as lines, the rest as is.
 */
final class Rendering {
    private Rendering() {}

    static Reply reply(@Nullable Object returned) {
        return switch (returned) {
            case null -> Reply.of("done");
            case Reply reply -> reply;
            case List<?> list when !list.isEmpty() && list.getFirst() instanceof Record first ->
                    showing(csv(first.getClass(), list), list).fact("rows", list.size());
            case List<?> list -> showing(lines(list), list).fact("rows", list.size());
            case Record record -> showing(lines(record), record);
            default -> Reply.of(returned.toString());
        };
    }

    private static Reply showing(String text, Object value) {
        return new Reply(text, Map.of(), List.of(), Optional.of(value));
    }

    private static String lines(List<?> list) {
        return list.stream().map(Rendering::scalar).collect(Collectors.joining("\n"));
    }

    private static String lines(Record record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .map(c -> c.getName() + ": " + scalar(value(c, record)))
                .collect(Collectors.joining("\n"));
    }

    private static String csv(Class<?> type, List<?> rows) {
        RecordComponent[] columns = type.getRecordComponents();
        StringBuilder csv =
                new StringBuilder(
                        Arrays.stream(columns)
                                .map(RecordComponent::getName)
                                .collect(Collectors.joining(",")));
        for (Object row : rows) {
            csv.append('\n')
                    .append(
                            Arrays.stream(columns)
                                    .map(c -> Csv.field(scalar(value(c, row))))
                                    .collect(Collectors.joining(",")));
        }
        return csv.toString();
    }

    private static String scalar(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Optional<?> maybe -> scalar(maybe.orElse(null));
            default -> value.toString();
        };
    }

    static @Nullable Object value(RecordComponent component, Object record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + component, e);
        }
    }
}
