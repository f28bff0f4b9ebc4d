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
 * Profiles CPU time and allocations of one contender, if enabled. Records the whole process while that contender is
 * measured.
 */
public final class Profile {

    private static final Logger LOG = LoggerFactory.getLogger(Profile.class);
    private static final Path FOLDER = Path.of("target/performance");
    private static final Duration SAMPLE_EVERY = Duration.ofMillis(10);

    private final String workload;
    private final String contender;
    private final boolean isEnabled;
    private final Map<String, List<Path>> recordings = new LinkedHashMap<>();

    public Profile(Workload workload, String contender, Scale scale) {
        this.workload = workload.name();
        this.contender = contender;
        this.isEnabled = scale.profile();
    }

    /** Returns the load model, with a recording of all measurements of the contender except warm-ups. */
    public LoadModel of(LoadModel loadModel) {
        return isEnabled ? (scenario, measured, round) -> record(loadModel, scenario, measured, round) : loadModel;
    }

    /** Writes a summary of the recordings of each scenario. */
    public void write() throws IOException {
        if (!isEnabled) {
            return;
        }
        StringBuilder text = new StringBuilder("# %s: profile of %s%n".formatted(workload, contender));
        for (Map.Entry<String, List<Path>> scenario : recordings.entrySet()) {
            text.append("%n## %s%n".formatted(scenario.getKey()));
            text.append(Hotspots.in(scenario.getValue()).tables());
        }
        Path page = FOLDER.resolve(workload + "-profile.md");
        Files.writeString(page, text);
        LOG.info("Written to {}", page);
    }

    private Measurement record(LoadModel loadModel, Scenario scenario, Contender measured, int round) throws Exception {
        if (round == 0 || !measured.name().equals(contender)) {
            return loadModel.run(scenario, measured, round);
        }
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(SAMPLE_EVERY);
            recording.enable("jdk.NativeMethodSample").withPeriod(SAMPLE_EVERY);
            // not jdk.ObjectAllocationSample, whose first sample of a thread includes everything allocated before
            recording.enable("jdk.ObjectAllocationInNewTLAB").withStackTrace();
            recording.enable("jdk.ObjectAllocationOutsideTLAB").withStackTrace();
            recording.start();
            Measurement measurement = loadModel.run(scenario, measured, round);
            recording.stop();
            save(recording, scenario.name());
            return measurement;
        }
    }

    private void save(Recording recording, String scenario) throws IOException {
        List<Path> files = recordings.computeIfAbsent(scenario, name -> new ArrayList<>());
        Files.createDirectories(FOLDER);
        Path file = FOLDER.resolve(
                "%s %s %d.jfr".formatted(workload, scenario, files.size() + 1).replaceAll("[ ,]+", "-"));
        recording.dump(file);
        files.add(file);
    }
}
