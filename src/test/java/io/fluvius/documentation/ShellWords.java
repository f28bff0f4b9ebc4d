package io.fluvius.documentation;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line as a POSIX shell does: with quotes, and a backslash at the end of a line or before a character. */
final class ShellWords {

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private char quote;

    private ShellWords(String line) {
        this.line = line;
    }

    /** Returns the words. Throws if the command continues on the next line. */
    static List<String> of(String line) {
        ShellWords split = new ShellWords(line);
        if (split.goesOn()) {
            throw new IllegalArgumentException("Unclosed quote in " + line);
        }
        return split.words;
    }

    /** Returns whether the command continues on the next line. */
    static boolean incomplete(String line) {
        return new ShellWords(line).goesOn();
    }

    private boolean goesOn() {
        for (int at = 0; at < line.length(); at++) {
            char here = line.charAt(at);
            if (here == '\\' && quote != '\'') {
                at++;
                if (at == line.length()) {
                    return true;
                }
                if (line.charAt(at) != '\n') {
                    add(line.charAt(at));
                }
            } else if (quote == 0 && Character.isWhitespace(here)) {
                end();
            } else if (quote == 0 && (here == '\'' || here == '"')) {
                quote = here;
                inWord = true;
            } else if (here == quote) {
                quote = 0;
            } else {
                add(here);
            }
        }
        end();
        return quote != 0;
    }

    private void add(char character) {
        word.append(character);
        inWord = true;
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }
}
