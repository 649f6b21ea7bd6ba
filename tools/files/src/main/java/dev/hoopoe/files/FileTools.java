package dev.hoopoe.files;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Or;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.Trait;
import dev.hoopoe.tools.Undo;
import java.util.List;
import java.util.Optional;

/** The tools on the user's folders. Thread-safe; owns nothing that needs closing. */
public final class FileTools {
    private final Listing listing;
    private final ReadText readText;
    private final LineSearch search;
    private final Writing writing;

    /**
     * @param workspace the folders
     * @param journal where what was there before a change is kept
     */
    public FileTools(FileWorkspace workspace, UndoJournal journal) {
        Changes changes = new Changes(workspace, journal);
        this.listing = new Listing(workspace);
        this.readText = new ReadText(workspace);
        this.search = new LineSearch(workspace);
        this.writing = new Writing(workspace, changes, journal);
    }

    record ListFolder(
            @Or(".") String path,
            @Doc("like *.csv") Optional<String> glob,
            Optional<Integer> depth) {}

    record Read(
            String path,
            @Doc("like 10-40") Optional<String> lines,
            @Doc("of a document, like 2-5") Optional<String> pages,
            @Doc("words; shows only the parts about them") Optional<String> focus,
            @Or("1500") int max_tokens) {}

    record Write(String path, String content, @Or("overwrite") Mode mode) {}

    /** How content meets a file that exists. */
    enum Mode {
        OVERWRITE,
        CREATE,
        APPEND
    }

    record Search(
            String query,
            @Or(".") String path,
            Optional<String> glob,
            @Or("text") By by,
            @Or("50") int limit) {}

    /** What is compared with the query. */
    enum By {
        TEXT,
        NAME,
        REGEX
    }

    record Edit(
            String path,
            @Doc("exact text to replace") String old_text,
            String new_text,
            @Or("false") @Doc("every occurrence") boolean all,
            @Or("false") @Doc("only show the diff") boolean preview,
            @Doc("further old, new texts") Optional<List<String>> more) {}

    record Move(
            String path, @Doc("new path or folder; the trash if left out") Optional<String> to) {}

    @Tool(value = "List files and folders with their sizes.", traits = Trait.READS_PRIVATE)
    Reply file_list(ListFolder in, Call call) {
        return listing.list(in, call);
    }

    @Tool(
            value = "Read a text file or document (PDF, Office, e-book).",
            traits = Trait.READS_PRIVATE)
    Reply file_read(Read in, Call call) {
        return readText.read(in, call);
    }

    @Tool(
            value = "Find lines with a text or pattern, or files by name.",
            traits = Trait.READS_PRIVATE)
    Reply file_search(Search in, Call call) {
        return search.search(in, call);
    }

    @Tool(
            value = "Write a text file with this content; makes missing folders.",
            effect = Effect.CHANGES,
            undoable = true)
    Reply file_write(Write in, Call call) {
        return writing.write(in, call);
    }

    @Tool(value = "Replace text in a file.", effect = Effect.CHANGES, undoable = true)
    Reply file_edit(Edit in, Call call) {
        return writing.edit(in, call);
    }

    @Tool(
            value = "Move, rename or trash a file or folder.",
            effect = Effect.CHANGES,
            undoable = true)
    Reply file_move(Move in) {
        return writing.move(in);
    }

    /** Takes back what these tools did, for {@link dev.hoopoe.tools.UndoTools}. */
    public Undo changes() {
        return writing;
    }
}
