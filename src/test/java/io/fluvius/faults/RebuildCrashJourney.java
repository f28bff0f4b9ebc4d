package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.HttpCalls;
import io.fluvius.environment.LongRunning;
import io.fluvius.environment.Nightly;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The process is killed in each phase of a rebuild, while clients create, change and delete users. */
@LongRunning
abstract class RebuildCrashJourney {

    private static final String REBUILD = "/api/operations/views/users/rebuild";
    private static final int KILLS_PER_PHASE = Nightly.times(1);
    private static final int SUCCESSES_BEFORE_REBUILD = 500;
    private static final int SUCCESSES_BEFORE_KILL = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KilledApplication application;

    RebuildCrashJourney(KilledApplication application) {
        // many small batches, so that a process can be killed between them
        this.application = application.with("fluvius.rebuild.batch-size", "20");
    }

    /** Where the process is killed. */
    private enum Moment {
        BUILDING,
        FOLLOWING,
        COMPARING,
        SWAPPING,
        DISCARDING
    }

    @Test
    void a_rebuild_goes_on_and_leaves_a_right_table_and_nothing_else() throws Exception {
        ServiceClient service = application.client();
        try (Load load = Load.lowAcrossRestarts(new CommandGenerator(40), service)) {
            for (Moment moment : Moment.values()) {
                for (int kills = 0; kills < KILLS_PER_PHASE; kills++) {
                    application.killAfter(() -> {
                        load.awaitSuccesses(Math.max(
                                0, SUCCESSES_BEFORE_REBUILD - load.results().successes()));
                        reach(moment, load);
                    });
                }
            }
            try (ConfigurableApplicationContext here = application.startHere()) {
                HttpCalls http = http();
                // what was asked of the killed process may still be done first: the rebuild is discarded, and another
                // one starts
                HttpCalls.Answer diff = await().atMost(PATIENCE)
                        .until(
                                () -> {
                                    awaitFollowing(http);
                                    return http.get(REBUILD + "/diff");
                                },
                                answer -> answer.status() == 200);
                assertThat(diff.body().path("equal").asBoolean())
                        .as("%s", diff.body())
                        .isTrue();
                HttpCalls.Answer swapped = http.post(REBUILD + "/swap", "");
                assertThat(swapped.status()).as("%s", swapped.body()).isEqualTo(200);
                load.awaitSuccesses(SUCCESSES_BEFORE_KILL);

                Invariants.check(here, load.stop());
                assertNothingIsLeft(here.getBean(JdbcTemplate.class));
            }
        }
    }

    private void reach(Moment moment, Load load) {
        HttpCalls http = http();
        start(http);
        switch (moment) {
            case BUILDING ->
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> !List.of("creating", "").contains(phase(http)));
            case FOLLOWING -> {
                awaitFollowing(http);
                load.awaitSuccesses(SUCCESSES_BEFORE_KILL);
            }
            case COMPARING -> request(http, "GET", "/diff");
            case SWAPPING -> request(http, "POST", "/swap");
            case DISCARDING -> request(http, "POST", "/discard");
        }
    }

    /** Sends a request, and returns at some moment before or after its response. */
    private static void request(HttpCalls http, String method, String operation) {
        awaitFollowing(http);
        Thread.ofVirtual().start(() -> {
            try {
                if (method.equals("GET")) {
                    http.get(REBUILD + operation);
                } else {
                    http.post(REBUILD + operation, "");
                }
            } catch (RuntimeException killed) {
                // the test kills the process before it responds
            }
        });
        await().pollDelay(ThreadLocalRandom.current().nextInt(1, 400), TimeUnit.MILLISECONDS)
                .until(() -> true);
    }

    private static void awaitFollowing(HttpCalls http) {
        await().atMost(PATIENCE).until(() -> {
            start(http);
            return phase(http).equals("following");
        });
    }

    /** Starts a rebuild unless there is one. */
    private static void start(HttpCalls http) {
        int status = http.post(REBUILD, "").status();
        assertThat(status).isIn(202, 409);
    }

    private static String phase(HttpCalls http) {
        return http.get(REBUILD).text("phase");
    }

    private static void assertNothingIsLeft(JdbcTemplate database) {
        for (String query : List.of(
                "select table_name from information_schema.tables where table_name like 'user\\_view\\__%' escape '\\'",
                "select processor_name from token_entry where processor_name like 'rebuild:%'",
                "select processing_group from dead_letter",
                "select view_table from deleted_row where view_table like '%next'")) {
            assertThat(database.queryForList(query, String.class)).as(query).isEmpty();
        }
    }

    private HttpCalls http() {
        return new HttpCalls(application.client().port().getAsInt());
    }
}
