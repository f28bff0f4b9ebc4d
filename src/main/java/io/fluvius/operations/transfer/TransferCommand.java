package io.fluvius.operations.transfer;

import io.fluvius.operations.LogTransfer;
import io.fluvius.operations.LogTransfer.Transferred;
import io.fluvius.operations.OfflineApplication;
import io.fluvius.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The commands of the command line: {@code export <file>}, {@code import <file>} and {@code verify <file>}. A file named
 * {@code *.gz} is compressed; {@code -} stands for the standard streams. The other arguments are settings. What the command reports goes to
 * the standard error stream.
 */
public final class TransferCommand {

    private static final String FROM = "--from=";
    private static final String USAGE =
            "Usage: export <file> [--from=<position>] | import <file> | verify <file>, and settings such as --spring.profiles.active=postgres";

    private final Class<?> application;
    private final List<String> words;
    private final List<String> options;
    private final PrintStream messages = System.err;

    private TransferCommand(Class<?> application, String[] arguments) {
        this.application = application;
        this.words = Stream.of(arguments).filter(it -> !it.startsWith("--")).toList();
        this.options = Stream.of(arguments).filter(it -> it.startsWith("--")).toList();
    }

    /**
     * Runs the command that the arguments contain. The application is started for it without its server and processors.
     *
     * @return the exit code; empty if the arguments contain no command
     */
    public static OptionalInt run(Class<?> application, String... arguments) {
        TransferCommand command = new TransferCommand(application, arguments);
        return command.words.isEmpty() ? OptionalInt.empty() : OptionalInt.of(command.run());
    }

    private int run() {
        if (words.size() != 2) {
            messages.println(USAGE);
            return 2;
        }
        try {
            String file = words.getLast();
            return switch (words.getFirst()) {
                case "export" -> exportTo(file);
                case "import" ->
                    withTransfer(context -> {
                        LogTransfer transfer = context.getBean(LogTransfer.class);
                        try (InputStream source = input(file)) {
                            report("Imported", transfer.importFrom(source, new ProgressLine(messages)));
                        }
                    });
                case "verify" -> {
                    try (InputStream source = input(file)) {
                        report("Verified", StoredLogTransfer.verifyFile(source, new ProgressLine(messages)));
                    }
                    yield 0;
                }
                default -> {
                    messages.println(USAGE);
                    yield 2;
                }
            };
        } catch (ProblemException refused) {
            messages.println(refused.problem().detail() + ".");
        } catch (NoSuchFileException missing) {
            messages.println("The file " + missing.getFile() + " does not exist.");
        } catch (FileAlreadyExistsException existing) {
            messages.println("The file " + existing.getFile() + " exists already; choose another name.");
        } catch (NumberFormatException notANumber) {
            messages.println(FROM + " must be followed by a position.");
        } catch (IOException failure) {
            messages.println("The file " + words.getLast() + " cannot be used: " + failure);
        }
        return 1;
    }

    private int exportTo(String file) throws IOException {
        long from = options.stream()
                .filter(it -> it.startsWith(FROM))
                .mapToLong(it -> Long.parseLong(it.substring(FROM.length())))
                .findFirst()
                .orElse(0);
        PrintStream standard = System.out;
        return withTransfer(context -> {
            LogTransfer transfer = context.getBean(LogTransfer.class);
            if (file.equals("-")) {
                OutputStream target = new BufferedOutputStream(standard);
                report("Exported", transfer.exportTo(target, from, new ProgressLine(messages)));
                target.flush();
                return;
            }
            // fails if the file exists
            Files.createFile(Path.of(file));
            try (FileOutputStream stored = new FileOutputStream(file);
                    OutputStream target = compressed(file, stored)) {
                Transferred exported = transfer.exportTo(target, from, new ProgressLine(messages));
                if (target instanceof GZIPOutputStream compressed) {
                    compressed.finish();
                }
                target.flush();
                stored.getFD().sync();
                report("Exported", exported);
            }
        });
    }

    private void report(String done, Transferred transferred) {
        messages.printf(
                "%s %,d events and %,d receipts%s.%n",
                done,
                transferred.events(),
                transferred.receipts(),
                transferred.last() == null ? "" : ", up to position " + transferred.last());
    }

    private InputStream input(String file) throws IOException {
        if (file.equals("-")) {
            return new BufferedInputStream(System.in);
        }
        InputStream stored = new BufferedInputStream(Files.newInputStream(Path.of(file)));
        return file.endsWith(".gz") ? new GZIPInputStream(stored, 64 * 1024) : stored;
    }

    private static OutputStream compressed(String file, OutputStream stored) throws IOException {
        return file.endsWith(".gz")
                ? new GZIPOutputStream(stored, 64 * 1024)
                : new BufferedOutputStream(stored, 64 * 1024);
    }

    private int withTransfer(OfflineApplication.Action action) throws IOException {
        PrintStream standard = System.out;
        // the standard output is for the log of events alone
        System.setOut(System.err);
        try {
            return OfflineApplication.run(
                    application,
                    options.stream().filter(it -> !it.startsWith(FROM)).toList(),
                    "If that process is the server, export and import by HTTP: /api/operations/log.",
                    action);
        } finally {
            System.setOut(standard);
        }
    }
}
