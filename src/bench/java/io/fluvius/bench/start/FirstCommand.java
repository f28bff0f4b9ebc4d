package io.fluvius.bench.start;

import io.fluvius.bench.ApplicationProcess;
import io.fluvius.bench.Database;
import io.fluvius.bench.KeepAliveConnection;
import io.fluvius.bench.KeepAliveConnection.Answer;
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
 * Starts a program, creates a user over HTTP, and stops the program.
 *
 * @param path the path of the request
 * @param member the member of the body that contains the user's data; empty if the body is the data
 */
record FirstCommand(Program program, Map<String, String> settings, String path, String member) {

    private static final long PAUSE_NANOS = 2_000_000;

    static FirstCommand ofFluvius(Database database) {
        return of(Program.FLUVIUS, database);
    }

    /** Fluvius with an AOT cache, which a first run records; that run, and the recording at its end, are not measured. */
    static FirstCommand ofFluviusWithAotCache(Database database) throws Exception {
        String cache = new File("target/bench-start.aot").getAbsolutePath();
        of(Program.PACKAGED_FLUVIUS.withOption("-XX:AOTCacheOutput=" + cache), database)
                .timeToResponse();
        return of(Program.PACKAGED_FLUVIUS.withOption("-XX:AOTCache=" + cache), database);
    }

    private static FirstCommand of(Program program, Database database) {
        return new FirstCommand(program, database.settings(), "/api/commands/create-user", "payload");
    }

    /** Returns the time from the start of the process to the response. */
    Duration timeToResponse() throws Exception {
        long start = System.nanoTime();
        try (ApplicationProcess process =
                ApplicationProcess.launch(program, settings, new File("target/bench-start.log"))) {
            try (KeepAliveConnection connection = connected(process)) {
                Answer answer = connection.send("POST", path, body());
                Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
                if (answer.status() != 201) {
                    throw new WrongAnswerException("The user was not created: " + answer);
                }
                return elapsed;
            }
        }
    }

    private String body() {
        String user = "{\"name\":\"Jane Doe\",\"email\":\"" + UUID.randomUUID() + "@example.com\"}";
        return member.isEmpty() ? user : "{\"" + member + "\":" + user + "}";
    }

    private static KeepAliveConnection connected(ApplicationProcess process) throws IOException {
        while (true) {
            try {
                return new KeepAliveConnection(process.port());
            } catch (ConnectException notYet) {
                process.requireAlive();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
