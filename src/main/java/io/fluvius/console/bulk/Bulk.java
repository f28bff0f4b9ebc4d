package io.fluvius.console.bulk;

import io.fluvius.command.CommandType;
import io.fluvius.domain.registry.RegisteredView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
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
    private final RegisteredView view;
    private final List<UUID> aggregates;
    private final String origin;
    private final AtomicReference<Progress> progress = new AtomicReference<>(new Progress(null, null, null));

    /** @param origin the page on which the aggregates were chosen */
    Bulk(RegisteredView view, List<UUID> aggregates, String origin) {
        this.view = view;
        this.aggregates = List.copyOf(aggregates);
        this.origin = origin;
    }

    UUID id() {
        return id;
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

    Progress progress() {
        return progress.get();
    }

    /** Begins a preview in place of an earlier one; empty if the run has begun or a preview is going. */
    Optional<BulkPass> beginPreview(Order order) {
        Progress now = progress.get();
        if (now.run() != null || (now.preview() != null && now.preview().isGoing())) {
            return Optional.empty();
        }
        BulkPass preview = new BulkPass(aggregates.size());
        return progress.compareAndSet(now, new Progress(order, preview, null))
                ? Optional.of(preview)
                : Optional.empty();
    }

    /** Begins the run; empty unless the preview has ended and the run has not begun. */
    Optional<BulkPass> beginRun() {
        Progress now = progress.get();
        if (now.run() != null || now.preview() == null || now.preview().isGoing()) {
            return Optional.empty();
        }
        BulkPass run = new BulkPass(aggregates.size());
        return progress.compareAndSet(now, new Progress(now.order(), now.preview(), run))
                ? Optional.of(run)
                : Optional.empty();
    }

    /** The aggregates whose commands were refused or not sent when the run ended. */
    List<UUID> leftBy(BulkPass run) {
        return Stream.concat(
                        run.refusals().stream().map(BulkPass.Refusal::aggregate),
                        aggregates.subList(run.sent(), aggregates.size()).stream())
                .toList();
    }

    /** Whether commands are sent or may be sent later. */
    boolean isGoing() {
        Progress now = progress.get();
        return (now.preview() != null && now.preview().isGoing())
                || (now.run() != null && now.run().isGoing());
    }
}
