package io.fluvius.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records where the time and the memory of one contender go, if that is wanted: the whole process, while that contender
 * has its turn.
 */
public final class Profile {

    private static final Logger LOG = LoggerFactory.getLogger(Profile.class);
    private static final Path FOLDER = Path.of("target/performance");
    private static final Duration SAMPLE_EVERY = Duration.ofMillis(10);

    private final String workload;
    private final String contender;
    private final boolean wanted;
    private final Map<String, List<Path>> recordings = new LinkedHashMap<>();

    public Profile(Workload workload, String contender, Scale scale) {
        this.workload = workload.name();
        this.contender = contender;
        this.wanted = scale.profile();
    }

    /** The same turn, recorded when it is that contender's and no warm-up. */
    public Turn of(Turn turn) {
        return wanted ? (contest, who, round) -> recorded(turn, contest, who, round) : turn;
    }

    /** Writes what was recorded of each contest. */
    public void write() throws IOException {
        if (!wanted) {
            return;
        }
        StringBuilder text = new StringBuilder("# %s: where %s spends it%n".formatted(workload, contender));
        for (Map.Entry<String, List<Path>> contest : recordings.entrySet()) {
            text.append("%n## %s%n".formatted(contest.getKey()));
            text.append(Hotspots.in(contest.getValue()).tables());
        }
        Path page = FOLDER.resolve(workload + "-profile.md");
        Files.writeString(page, text);
        LOG.info("Written to {}", page);
    }

    private Measurement recorded(Turn turn, Contest contest, Contender who, int round) throws Exception {
        if (round == 0 || !who.name().equals(contender)) {
            return turn.of(contest, who, round);
        }
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(SAMPLE_EVERY);
            recording.enable("jdk.NativeMethodSample").withPeriod(SAMPLE_EVERY);
            // the sampled event counts to the first sample of a thread all that it ever allocated
            recording.enable("jdk.ObjectAllocationInNewTLAB").withStackTrace();
            recording.enable("jdk.ObjectAllocationOutsideTLAB").withStackTrace();
            recording.start();
            Measurement measurement = turn.of(contest, who, round);
            recording.stop();
            keep(recording, contest.name());
            return measurement;
        }
    }

    private void keep(Recording recording, String contest) throws IOException {
        List<Path> files = recordings.computeIfAbsent(contest, name -> new ArrayList<>());
        Files.createDirectories(FOLDER);
        Path file = FOLDER.resolve(
                "%s %s %d.jfr".formatted(workload, contest, files.size() + 1).replaceAll("[ ,]+", "-"));
        recording.dump(file);
        files.add(file);
    }
}
