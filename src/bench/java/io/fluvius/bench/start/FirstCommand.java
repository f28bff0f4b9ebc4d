package io.fluvius.bench.start;

import io.fluvius.bench.ApplicationProcess;
import io.fluvius.bench.Database;
import io.fluvius.bench.KeptAlive;
import io.fluvius.bench.KeptAlive.Answer;
import io.fluvius.bench.Program;
import io.fluvius.bench.WrongAnswerException;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that is started, asked to create somebody, and stopped.
 *
 * @param path where it is asked
 * @param member of the body under which it wants to be told who, or nothing
 */
record FirstCommand(Program program, Map<String, String> settings, String path, String member) {

    private static final long PAUSE_NANOS = 2_000_000;

    static FirstCommand ofFluvius(Database database) {
        return new FirstCommand(Program.FLUVIUS, database.settings(), "/api/commands/create-user", "payload");
    }

    /** How long it took from the start until it was answered that it is done. */
    Duration answered() throws Exception {
        long start = System.nanoTime();
        try (ApplicationProcess process =
                ApplicationProcess.launch(program, settings, new File("target/bench-start.log"))) {
            try (KeptAlive connection = connected(process)) {
                Answer answer = connection.send("POST", path, body());
                Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
                if (answer.status() != 201) {
                    throw new WrongAnswerException("Nobody was created: " + answer);
                }
                return elapsed;
            }
        }
    }

    private String body() {
        String somebody = "{\"name\":\"Jane Doe\",\"email\":\"" + UUID.randomUUID() + "@example.com\"}";
        return member.isEmpty() ? somebody : "{\"" + member + "\":" + somebody + "}";
    }

    private static KeptAlive connected(ApplicationProcess process) throws IOException {
        while (true) {
            try {
                return new KeptAlive(process.port());
            } catch (ConnectException notYet) {
                process.requireAlive();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
