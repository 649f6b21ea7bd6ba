package dev.hoopoe.inference.template;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Jinja template of a model that turns a conversation into its prompt.
 *
 * <p>Rendered as Jinja 3.1 does with {@code trim_blocks}, {@code lstrip_blocks} and loop controls,
 * and with {@code tojson}, {@code raise_exception} and {@code strftime_now} as Hugging Face
 * transformers defines them. A template sees the context and five functions; it cannot reach a Java
 * object, a file or another template, and text that it prints is never read as a template. What it
 * may cost is bounded; a rendering stops early when its thread is interrupted.
 *
 * <p>Immutable: any number of threads may render at the same time.
 */
public final class ChatTemplate {
    private final List<Statement> statements;
    private final Dates dates;

    private ChatTemplate(List<Statement> statements, Dates dates) {
        this.statements = statements;
        this.dates = dates;
    }

    /**
     * Reads a template that takes the time of {@code strftime_now} from the system.
     *
     * @throws TemplateException if the source is too long or not a template; the message names the
     *     line
     */
    public static ChatTemplate parse(String source) {
        return parse(source, Clock.system(ZoneId.systemDefault()));
    }

    /**
     * Reads a template.
     *
     * @param clock what {@code strftime_now} shows
     * @throws TemplateException if the source is too long or not a template; the message names the
     *     line
     */
    public static ChatTemplate parse(String source, Clock clock) {
        if (source.length() > Limits.MAX_SOURCE_CHARS) {
            throw new TemplateException(
                    "The chat template has %d characters; at most %d are read."
                            .formatted(source.length(), Limits.MAX_SOURCE_CHARS));
        }
        return new ChatTemplate(TemplateParser.parse(source), new Dates(clock));
    }

    /**
     * Renders the prompt as one text.
     *
     * @param context maps, lists, strings, {@link Markup}, numbers, booleans and null; usually
     *     {@code messages}, {@code tools}, {@code add_generation_prompt}, {@code bos_token} and
     *     {@code eos_token}. Maps should keep their order, or the prompt changes from start to
     *     start.
     * @throws TemplateException if the template refuses the conversation or breaks a limit; the
     *     message names the line
     */
    public String render(Map<String, ? extends @Nullable Object> context) {
        return renderSegments(context).stream().map(Segment::text).collect(Collectors.joining());
    }

    /**
     * Renders the prompt in pieces that tell the template's own text from text of the context,
     * through every filter and function. Joined they are {@link #render}'s result.
     *
     * @throws TemplateException as {@link #render}
     */
    public List<Segment> renderSegments(Map<String, ? extends @Nullable Object> context) {
        Renderer renderer = new Renderer();
        try {
            Scope scope = new Scope(Globals.scope(dates));
            Context.copy(context, scope);
            return renderer.render(statements, new Scope(scope)).segments();
        } catch (TemplateException failure) {
            throw failed(renderer.line(), String.valueOf(failure.getMessage()));
        } catch (StackOverflowError _) {
            // The limits on depth should come first; a caller with a tiny stack still gets an
            // answer.
            throw failed(renderer.line(), "it nests too deep for the stack of this thread");
        }
    }

    private static TemplateException failed(int line, String why) {
        return new TemplateException("The chat template failed at line " + line + ": " + why + ".");
    }
}
