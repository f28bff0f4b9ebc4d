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

/** A document of the project: its code blocks, links and headings. */
public record Markdown(Path file, List<String> lines) {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final String FENCE = "```";

    /**
     * A fenced code block.
     *
     * @param language the text after the opening fence
     * @param before the last line before the fence that is not blank
     * @param line the number of the line of the opening fence, from 1
     * @param text the content; each line ends with a line feed
     */
    public record Block(String language, String before, int line, String text) {}

    public static Markdown read(Path file) {
        try {
            return new Markdown(file, Files.readAllLines(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns README.md, then every document in docs, by path. */
    static List<Markdown> all() {
        return Stream.concat(Stream.of(Path.of("README.md")), under("docs").stream())
                .map(Markdown::read)
                .toList();
    }

    /** Returns the documents below a folder, by path. */
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
            if (line.strip().startsWith(FENCE)) {
                int end = at + 1;
                while (!lines.get(end).strip().equals(FENCE)) {
                    end++;
                }
                String text = String.join("\n", lines.subList(at + 1, end)) + "\n";
                blocks.add(new Block(line.strip().substring(FENCE.length()), before, at + 1, text));
                at = end;
            } else if (!line.isBlank()) {
                before = line;
            }
        }
        return blocks;
    }

    /** Returns the targets of the links as written. */
    List<String> links() {
        return LINK.matcher(prose().replaceAll("`[^`\n]*`", ""))
                .results()
                .map(it -> it.group(1))
                .toList();
    }

    /** Returns the anchors of the headings. */
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
