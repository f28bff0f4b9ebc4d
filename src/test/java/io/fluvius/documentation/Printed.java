package io.fluvius.documentation;

import static java.util.stream.Collectors.joining;

import io.fluvius.documentation.Transcript.Step;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The output of a command without what differs between runs: times, positions, cursors, generated ids and numbers of changed rows. */
final class Printed {

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z");
    /** The id of a server-sent event. */
    private static final Pattern EVENT_ID = Pattern.compile("(?m)^id: [\\d.-]+$");

    private static final Pattern POSITION = Pattern.compile("\"position\":\"\\d+\"");
    private static final Pattern SECONDS = Pattern.compile("\"(\\w+Seconds|secondsBehind)\":[\\d.]+");

    /** How far a processor or a rebuild is, and which node works on it. */
    private static final Pattern PROGRESS = Pattern.compile(
            "\"(behind|eventsPerSecond|eventsDone|eventsTotal|secondsLeft|node)\":(?:\"[^\"]*\"|null|[\\d.]+)");

    private static final Pattern BYTES = Pattern.compile("\"bytes\":\\d+");
    private static final Pattern CURSOR = Pattern.compile("\"(next|previous)\":\"[\\w-]+\"");

    /** The patterns of a JSON Schema, which documents shorten. */
    private static final Pattern PATTERN = Pattern.compile("\"pattern\":\"(?:[^\"\\\\]|\\\\.)*\"");

    private static final Pattern DURATION =
            Pattern.compile("(?m)^\\((\\d+ rows?|Update count)(?:: \\d+)?, \\d+ ms\\)$");
    /** Headers about the transport of a response, and those that every response has. */
    private static final List<String> USUAL_HEADERS = List.of(
            "date:",
            "transfer-encoding:",
            "content-length:",
            "connection:",
            "keep-alive:",
            "x-content-type-options:",
            "referrer-policy:",
            "content-security-policy:",
            "cross-origin-");

    private Printed() {}

    /** Returns the commands of a document, without the identifiers that they take from the output of earlier ones. */
    static String given(List<Step> steps) {
        StringBuilder commands = new StringBuilder();
        StringBuilder outputs = new StringBuilder();
        for (Step step : steps) {
            commands.append(ID.matcher(step.command())
                    .replaceAll(id ->
                            commands.indexOf(id.group()) < 0 && outputs.indexOf(id.group()) >= 0 ? "" : id.group()));
            outputs.append(step.output());
        }
        return commands.toString();
    }

    /** Returns the output. Of the identifiers, those that the commands of the document contain remain. */
    static String normalised(String output, String commands) {
        String text = output.startsWith("HTTP/") ? sortedHead(output) : output;
        text = ID.matcher(text).replaceAll(id -> commands.contains(id.group()) ? id.group() : "some-id");
        text = TIME.matcher(text).replaceAll("some-time");
        text = POSITION.matcher(text).replaceAll("\"position\":\"some\"");
        text = SECONDS.matcher(text).replaceAll("\"$1\":some");
        text = PROGRESS.matcher(text).replaceAll("\"$1\":some");
        text = BYTES.matcher(text).replaceAll("\"bytes\":1");
        text = CURSOR.matcher(text).replaceAll("\"$1\":\"some\"");
        text = EVENT_ID.matcher(text).replaceAll("id: some");
        text = PATTERN.matcher(text).replaceAll("\"pattern\":\"some\"");
        text = DURATION.matcher(text).replaceAll(Printed::rows);
        return text.lines().map(String::stripTrailing).collect(joining("\n")).strip();
    }

    private static String rows(MatchResult result) {
        return Matcher.quoteReplacement("(" + result.group(1) + ")");
    }

    private static String sortedHead(String output) {
        String[] parts = output.split("\n\n", 2);
        Stream<String> head = parts[0].lines()
                .map(it -> it.toLowerCase(Locale.ROOT).strip())
                .filter(it -> USUAL_HEADERS.stream().noneMatch(it::startsWith))
                .sorted();
        return Stream.concat(head, Stream.of(parts).skip(1)).collect(joining("\n"));
    }
}
