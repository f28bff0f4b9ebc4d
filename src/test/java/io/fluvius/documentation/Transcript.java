package io.fluvius.documentation;

import java.util.ArrayList;
import java.util.List;

/** A console block: commands, each after a prompt, and their output. */
record Transcript(List<Step> steps) {

    private static final String PROMPT = "$ ";

    /** A command and its output; {@code line} is the number of the line of the command in the block, from 1. */
    record Step(String command, String output, int line) {}

    static Transcript of(String block) {
        List<String> lines = block.lines().toList();
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            int start = at;
            if (!lines.get(at).startsWith(PROMPT)) {
                throw new IllegalArgumentException("A console block begins with a prompt, not with " + lines.get(at));
            }
            StringBuilder command = new StringBuilder(lines.get(at++).substring(PROMPT.length()));
            while (ShellWords.incomplete(command.toString()) && at < lines.size()) {
                command.append('\n').append(lines.get(at++));
            }
            List<String> output = new ArrayList<>();
            while (at < lines.size() && !lines.get(at).startsWith(PROMPT)) {
                output.add(lines.get(at++));
            }
            steps.add(new Step(command.toString(), String.join("\n", output), start + 1));
        }
        return new Transcript(steps);
    }
}
