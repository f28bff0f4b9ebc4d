package io.fluvius.console.bulk;

import io.fluvius.access.Caller;
import io.fluvius.command.CommandType;
import io.fluvius.domain.registry.RegisteredView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Aggregates that were chosen in a table, and what is done with them: a command, its preview, its run. The aggregates are those
 * that matched when they were chosen, so that what runs is what was previewed. Safe for use by many threads.
 */
final class Bulk {

    /**
     * The command for each of the aggregates.
     *
     * @param type the command
     * @param payload the payload, which is the same for all
     * @param entered what was entered into its form
     */
    record Order(CommandType type, ObjectNode payload, Map<String, String> entered) {}

    /**
     * What is known about a bulk.
     *
     * @param order null before a command is chosen
     * @param preview null before it begins
     * @param run null before it begins
     */
    record Progress(
            @Nullable Order order,
            @Nullable BulkPass preview,
            @Nullable BulkPass run) {}

    private final UUID id = UUID.randomUUID();
    private final String caller;
    private final RegisteredView view;
    private final List<UUID> aggregates;
    private final String origin;
    private Progress progress = new Progress(null, null, null);

    /**
     * @param caller the name of the caller who has chosen them, and whom no other sees
     * @param origin the page on which the aggregates were chosen
     */
    Bulk(String caller, RegisteredView view, List<UUID> aggregates, String origin) {
        this.caller = caller;
        this.view = view;
        this.aggregates = List.copyOf(aggregates);
        this.origin = origin;
    }

    UUID id() {
        return id;
    }

    boolean isOf(Caller other) {
        return caller.equals(other.key());
    }

    RegisteredView view() {
        return view;
    }

    List<UUID> aggregates() {
        return aggregates;
    }

    String origin() {
        return origin;
    }

    synchronized Progress progress() {
        return progress;
    }

    /** Begins a preview in place of an earlier one; empty if the run has begun or a preview is going. */
    synchronized Optional<BulkPass> beginPreview(Order order) {
        if (progress.run() != null || isGoing(progress.preview())) {
            return Optional.empty();
        }
        BulkPass preview = new BulkPass(aggregates.size());
        progress = new Progress(order, preview, null);
        return Optional.of(preview);
    }

    /** Begins the run; empty unless the preview has ended and the run has not begun. */
    synchronized Optional<BulkPass> beginRun() {
        if (progress.run() != null || progress.preview() == null || isGoing(progress.preview())) {
            return Optional.empty();
        }
        BulkPass run = new BulkPass(aggregates.size());
        progress = new Progress(progress.order(), progress.preview(), run);
        return Optional.of(run);
    }

    /** The aggregates whose commands were refused or not sent when the run ended. */
    List<UUID> leftBy(BulkPass run) {
        return Stream.concat(
                        run.refusals().stream().map(BulkPass.Refusal::aggregate),
                        aggregates.subList(run.sent(), aggregates.size()).stream())
                .toList();
    }

    /** Whether commands are sent or may be sent later. */
    synchronized boolean isGoing() {
        return isGoing(progress.preview()) || isGoing(progress.run());
    }

    private static boolean isGoing(@Nullable BulkPass pass) {
        return pass != null && pass.isGoing();
    }
}
