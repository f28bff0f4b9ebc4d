package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.FluviusProcess;
import io.fluvius.environment.TestDatabases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

/** A process that cannot start says in a few lines what is wrong and what to do. */
class FailedStartIT {

    /** The start, the profile, the frame of the report, and a few lines in it. */
    private static final int MAX_LINES = 20;

    @Test
    void the_port_is_in_use() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FluviusProcess.Ended start = FluviusProcess.run(
                    FluviusApplication.class,
                    "--" + TestDatabases.freshH2()[0],
                    "--server.port=" + other.getLocalPort());

            assertReported(start, "Port " + other.getLocalPort() + " was already in use");
        }
    }

    @Test
    void another_process_uses_the_file() throws Exception {
        String[] settings = TestDatabases.freshH2();
        String url = "jdbc:h2:file:" + TestDatabases.folder(settings).resolve("fluvius");
        try (Connection other = DriverManager.getConnection(url + ";DATABASE_TO_LOWER=TRUE", "fluvius", "")) {
            assertThat(other.isValid(1)).isTrue();

            FluviusProcess.Ended start =
                    FluviusProcess.run(FluviusApplication.class, "--" + settings[0], "--server.port=0");

            assertReported(
                    start, "The user fluvius cannot use the database " + url + ": another process uses the file.");
        }
    }

    @Test
    void the_data_folder_is_below_a_file() throws IOException {
        FluviusProcess.Ended start =
                FluviusProcess.run(FluviusApplication.class, "--fluvius.data-dir=pom.xml/data", "--server.port=0");

        assertReported(start, "pom.xml/data cannot be used: a file is in the place of a folder.");
    }

    @Test
    void with_debug_there_is_a_stack_trace_too() throws IOException {
        FluviusProcess.Ended start = FluviusProcess.run(
                FluviusApplication.class, "--fluvius.data-dir=pom.xml/data", "--server.port=0", "--debug");

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.output()).contains("a file is in the place of a folder", "\tat org.h2.");
    }

    @Test
    void the_version_is_printed_and_nothing_starts() throws IOException {
        FluviusProcess.Ended run =
                FluviusProcess.run(FluviusApplication.class, "--version", "--fluvius.data-dir=pom.xml");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).matches("Fluvius \\d+\\.\\d+\\.\\d+\\S*\\R");
    }

    private static void assertReported(FluviusProcess.Ended start, String reason) {
        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.output())
                .contains("APPLICATION FAILED TO START", "Description:", reason, "Action:")
                .doesNotContain("\tat ", "WARN");
        assertThat(start.output().lines()).hasSizeLessThanOrEqualTo(MAX_LINES);
    }
}
