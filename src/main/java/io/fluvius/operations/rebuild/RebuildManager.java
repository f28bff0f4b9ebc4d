package io.fluvius.operations.rebuild;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.http.request.ShownJson;
import io.fluvius.operations.OperatorActions;
import io.fluvius.operations.Rebuild;
import io.fluvius.operations.RebuildDiff;
import io.fluvius.operations.Rebuilds;
import io.fluvius.operations.ReplayEstimate;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.processing.GroupReplays;
import io.fluvius.progress.Projections;
import io.fluvius.projection.RebuildRecord;
import io.fluvius.projection.RebuildRecord.Phase;
import io.fluvius.projection.RebuildRecord.Request;
import io.fluvius.projection.RebuildRecords;
import io.fluvius.projection.SecondTables;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Records what operators request, for the node that runs the rebuild, and waits for it. */
final class RebuildManager implements Rebuilds {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private static final Phase[] BEFORE_SWAP = {Phase.CREATING, Phase.BUILDING, Phase.FOLLOWING, Phase.DISCARDING};

    private final DomainRegistry domains;
    private final ShownJson shown;
    private final Projections projections;
    private final RebuildRecords records;
    private final SecondTables tables;
    private final GroupReplays replays;
    private final RebuildRuns runs;
    private final OperatorActions actions;
    private final Duration maxWait;

    RebuildManager(
            DomainRegistry domains,
            ShownJson shown,
            Projections projections,
            RebuildRecords records,
            SecondTables tables,
            GroupReplays replays,
            RebuildRuns runs,
            OperatorActions actions,
            Duration maxWait) {
        this.domains = domains;
        this.shown = shown;
        this.projections = projections;
        this.records = records;
        this.tables = tables;
        this.replays = replays;
        this.runs = runs;
        this.actions = actions;
        this.maxWait = maxWait;
    }

    @Override
    public List<OfView> all() {
        return domains.views().stream()
                .map(view -> new OfView(
                        view.path(),
                        projections.processingGroups(view.type()).stream()
                                .sorted()
                                .toList(),
                        latest(view).orElse(null)))
                .toList();
    }

    @Override
    public ReplayEstimate estimate(String path) {
        return ReplayEstimate.of(
                replays.head().index(),
                records.find(processingGroup(path))
                        .map(RebuildRecord::eventsPerSecond)
                        .orElse(null));
    }

    @Override
    public Rebuild start(String path, Swap swap) {
        return actions.run("start-rebuild", path, Map.of("swap", text(swap.name())), () -> begin(path, swap));
    }

    private Rebuild begin(String path, Swap swap) {
        String group = processingGroup(path);
        if (!records.start(group, tables.tables(group), swap.name(), false)) {
            throw wrongState("The views of " + group + " are being rebuilt already; wait for the end, or discard it");
        }
        runs.wake();
        return find(path);
    }

    @Override
    public Rebuild find(String path) {
        return rebuild(latest(processingGroup(path)));
    }

    @Override
    public RebuildDiff compare(String path) {
        String group = processingGroup(path);
        String before = latest(group).diff();
        request(group, Request.COMPARE, "compare", Phase.FOLLOWING);
        RebuildRecord after = await(group, it -> it.request() != Request.COMPARE);
        if (after.phase().isEnd()) {
            throw wrongState("The rebuild of " + group + " has ended meanwhile: it is "
                    + text(after.phase().name()));
        }
        RebuildDiff diff = Diffs.read(after.diff());
        if (diff == null || Objects.equals(after.diff(), before)) {
            throw notDone(after, "The comparison takes longer than " + maxWait.toSeconds() + " s; ask again");
        }
        return Diffs.shown(diff, domains, shown);
    }

    @Override
    public Rebuild swap(String path) {
        return actions.run("swap-rebuild", path, Map.of(), () -> swapTables(path));
    }

    private Rebuild swapTables(String path) {
        String group = processingGroup(path);
        request(group, Request.SWAP, "swap", Phase.FOLLOWING);
        RebuildRecord after = await(group, it -> it.phase().isEnd() || it.request() != Request.SWAP);
        if (after.phase() != Phase.SWAPPED) {
            throw notDone(after, "The tables could not be replaced within " + maxWait.toSeconds() + " s; ask again");
        }
        return rebuild(after);
    }

    @Override
    public Rebuild discard(String path) {
        return actions.run("discard-rebuild", path, Map.of(), () -> discardTables(path));
    }

    private Rebuild discardTables(String path) {
        String group = processingGroup(path);
        if (latest(group).changed()) {
            throw wrongState(
                    "A migration has created the second tables, and this version of the application needs them");
        }
        request(group, Request.DISCARD, "discard", BEFORE_SWAP);
        RebuildRecord after = await(group, it -> it.phase().isEnd());
        if (after.phase() == Phase.SWAPPED) {
            throw notDone(after, "The second tables are in use already");
        }
        return rebuild(after);
    }

    private void request(String group, Request request, String verb, Phase... allowed) {
        RebuildRecord latest = latest(group);
        if (!records.request(group, request, allowed)) {
            throw wrongState("The rebuild of " + group + " is "
                    + text(latest.phase().name()) + ", so there is nothing to " + verb
                    + (latest.phase().isEnd() ? "; start another one" : " yet; wait until it is following"));
        }
        runs.wake();
    }

    /** Returns the rebuild as soon as it is in a state, or as it is when the caller has waited long enough. */
    private RebuildRecord await(String group, Predicate<RebuildRecord> state) {
        long deadline = System.nanoTime() + maxWait.toNanos();
        RebuildRecord latest = latest(group);
        while (!state.test(latest) && System.nanoTime() < deadline) {
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return latest;
            }
            latest = latest(group);
        }
        return latest;
    }

    private static RuntimeException notDone(RebuildRecord rebuild, String otherwise) {
        return wrongState(rebuild.failure() == null ? otherwise : rebuild.failure());
    }

    private RebuildRecord latest(String group) {
        return records.find(group)
                .orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND, "The views of " + group + " were never rebuilt")
                        .asException());
    }

    Optional<Rebuild> latest(RegisteredView view) {
        Set<String> groups = projections.processingGroups(view.type());
        return groups.size() == 1 ? records.find(groups.iterator().next()).map(this::rebuild) : Optional.empty();
    }

    private Rebuild rebuild(RebuildRecord it) {
        long head = Math.max(0, replays.head().index());
        long done = it.phase() == Phase.SWAPPED
                ? head
                : Math.max(0, replays.reached(it.processingGroup()).index());
        boolean isReading = it.phase() == Phase.BUILDING || it.phase() == Phase.FOLLOWING && done < head;
        Long rate = isReading ? it.eventsPerSecond() : null;
        RebuildDiff diff = Diffs.read(it.diff());
        return new Rebuild(
                it.processingGroup(),
                tables.resources(it.processingGroup()),
                text(it.phase().name()),
                text(it.swapMode()),
                it.changed(),
                it.phase().isEnd() ? null : it.owner(),
                done,
                head,
                rate,
                rate == null ? null : Math.max(0, head - done) / rate,
                diff == null ? null : diff.summary(),
                it.failure(),
                it.startedAt(),
                it.endedAt());
    }

    private static String text(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String processingGroup(String path) {
        RegisteredView view = domains.withPath(path);
        Set<String> groups = projections.processingGroups(view.type());
        if (groups.size() != 1) {
            throw wrongState("The view " + view.resource() + " is maintained by " + groups.size()
                    + " processors; only one with a single processor can be rebuilt");
        }
        return groups.iterator().next();
    }

    private static RuntimeException wrongState(String detail) {
        return Problem.of(ProblemCode.WRONG_STATE, detail).asException();
    }
}
