package io.fluvius.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of the project's documents, as far as tests look into it. */
public record Markdown(Path file, List<String> lines) {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final String FENCE = "```";

    /**
     * A fenced block.
     *
     * @param language what stands behind the opening fence
     * @param before the last line before the fence that is not blank
     * @param line where the fence stands, from 1
     * @param text what is fenced, each line ended
     */
    public record Block(String language, String before, int line, String text) {}

    public static Markdown read(Path file) {
        try {
            return new Markdown(file, Files.readAllLines(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** README.md, then every document in docs, by path. */
    static List<Markdown> all() {
        return Stream.concat(Stream.of(Path.of("README.md")), under("docs").stream())
                .map(Markdown::read)
                .toList();
    }

    /** The documents below a folder, by path. */
    public static List<Path> under(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(it -> it.toString().endsWith(".md")).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        String before = "";
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.startsWith(FENCE)) {
                int end = lines.subList(at + 1, lines.size()).indexOf(FENCE) + at + 1;
                String text = String.join("\n", lines.subList(at + 1, end)) + "\n";
                blocks.add(new Block(line.substring(FENCE.length()).strip(), before, at + 1, text));
                at = end;
            } else if (!line.isBlank()) {
                before = line;
            }
        }
        return blocks;
    }

    /** Where the document's links lead, as they are written. */
    List<String> links() {
        return LINK.matcher(prose().replaceAll("`[^`\n]*`", ""))
                .results()
                .map(it -> it.group(1))
                .toList();
    }

    /** The names by which links reach the document's headings. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        Pattern.compile("(?m)^#+ (.*)$")
                .matcher(prose())
                .results()
                .map(MatchResult::group)
                .map(it -> it.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(it -> it.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .forEach(anchors::add);
        return anchors;
    }

    private String prose() {
        return String.join("\n", lines).replaceAll("(?ms)^```.*?^```$", "");
    }
}
