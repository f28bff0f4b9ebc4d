package io.fluvius.documentation;

import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of a document, in their order, and compares what they print. A block that cannot be run is preceded by a
 * comment {@code <!-- not run: reason -->}.
 *
 * @param port the HTTP port of the application
 * @param programs runs the commands other than those of curl
 */
public record Walkthrough(IntSupplier port, Programs programs) {

    private static final String NOT_RUN = "<!-- not run: \\S.* -->";

    /** Runs commands. */
    @FunctionalInterface
    public interface Programs {

        /** Returns what a command prints, or null if it cannot be run here. */
        @Nullable String run(List<String> words);
    }

    /** Follows documents that run nothing but curl. */
    public Walkthrough(int port) {
        this(() -> port, words -> null);
    }

    /** Fails at the first command that prints something else than the document shows, or that cannot be run and is not marked. */
    public void follow(Markdown document) {
        List<Markdown.Block> blocks = blocks(document);
        try (Walk walk = new Walk(this, document, blocks)) {
            blocks.forEach(walk::read);
        }
    }

    /** The blocks that are not marked. */
    static List<Markdown.Block> blocks(Markdown document) {
        return document.blocks().stream()
                .filter(block -> !block.before().matches(NOT_RUN))
                .toList();
    }
}
