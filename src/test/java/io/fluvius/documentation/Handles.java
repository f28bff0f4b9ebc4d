package io.fluvius.documentation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Positions, cursors and generated ids of rows, which a client takes from one response and sends in a later request. They differ
 * between runs, so those that a document shows are replaced by those of this run.
 */
final class Handles {

    private static final Pattern HANDED_OUT =
            Pattern.compile("(?:\"(?:position|next|previous|id)\":\"|(?m:^)id: )([A-Za-z0-9_-]+)");
    private static final Pattern HANDED_IN = Pattern.compile(
            "(?<=[?&](?:after|cursor)=|/api/\\w{1,99}/|/api/operations/dead-letters/|Last-Event-ID: )[A-Za-z0-9_-]+");

    private final Map<String, String> printedForShown = new HashMap<>();

    /** Returns the command with the handles of this run. */
    String inCommand(String command) {
        return HANDED_IN
                .matcher(command)
                .replaceAll(
                        shown -> Matcher.quoteReplacement(printedForShown.getOrDefault(shown.group(), shown.group())));
    }

    /** Maps each handle in the output that the document shows to the one that was printed. */
    void learn(String shown, String printed) {
        List<String> ofDocument = handedOut(shown);
        List<String> ofThisRun = handedOut(printed);
        for (int at = 0; at < Math.min(ofDocument.size(), ofThisRun.size()); at++) {
            printedForShown.put(ofDocument.get(at), ofThisRun.get(at));
        }
    }

    private static List<String> handedOut(String output) {
        return HANDED_OUT.matcher(output).results().map(it -> it.group(1)).toList();
    }
}
