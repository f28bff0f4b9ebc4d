package io.fluvius.database;

import io.fluvius.problem.Failures;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why the database cannot be used, for its operator. Contains no values of rows.
 *
 * @param cause the cause in words, such as {@code the disk is full}
 * @param remedy what the operator can do about it
 */
public record DatabaseTrouble(String cause, String remedy) {

    /** Another process has opened H2's file. */
    public static final DatabaseTrouble OTHER_PROCESS = new DatabaseTrouble(
            "another process uses the file", "Stop the other process, or set fluvius.data-dir to another folder.");

    /** The operating systems' words for a full disk. */
    private static final Pattern NO_SPACE =
            Pattern.compile("no space left|not enough space|quota exceeded", Pattern.CASE_INSENSITIVE);

    /** Returns the trouble that the innermost exception which names one reports. */
    public static DatabaseTrouble of(Throwable failure) {
        return find(failure).orElseGet(() -> unknown(failure));
    }

    /** Like {@link #of}; empty if no exception names a trouble of the operator's, so that a developer has to look. */
    static Optional<DatabaseTrouble> find(Throwable failure) {
        return Failures.causes(failure).toList().reversed().stream()
                .flatMap(cause -> Stream.ofNullable(ofOne(cause)))
                .findFirst();
    }

    private static @Nullable DatabaseTrouble ofOne(Throwable cause) {
        return switch (cause) {
            case FileSystemException file -> ofFile(file);
            case UnknownHostException host -> unreachable("the host " + host.getMessage() + " is unknown");
            case ConnectException refused -> unreachable("no server accepts connections there");
            case IOException failure -> isFull(failure.getMessage()) ? diskFull() : null;
            case SQLException failure -> ofState(String.valueOf(failure.getSQLState()), failure);
            default -> null;
        };
    }

    private static DatabaseTrouble ofFile(FileSystemException failure) {
        String reason = String.valueOf(failure.getReason());
        if (isFull(reason)) {
            return diskFull();
        }
        String words = switch (failure) {
            case AccessDeniedException denied -> "permission denied";
            case NotDirectoryException file -> "a file is in the place of a folder";
            default -> failure.getReason() == null ? "it cannot be created" : reason.toLowerCase(Locale.ROOT);
        };
        return new DatabaseTrouble(
                failure.getFile() + " cannot be used: " + words,
                "Make the folder writable for the user that runs the application, or set fluvius.data-dir to another folder.");
    }

    private static @Nullable DatabaseTrouble ofState(String state, SQLException failure) {
        return switch (state) {
            case "53100" -> diskFull();
            case "90020" -> OTHER_PROCESS;
            case "90030" ->
                new DatabaseTrouble(
                        "the file is corrupt",
                        "Restore it from a backup. To start without its data, move the file to another place.");
            case "28000", "28P01", "08004" ->
                new DatabaseTrouble(
                        "it refuses this user or password",
                        "Correct the user and the password; the profile postgres reads FLUVIUS_DB_USERNAME and"
                                + " FLUVIUS_DB_PASSWORD.");
            case "3D000", "90146", "90013" ->
                new DatabaseTrouble(
                        "the database does not exist",
                        "Create the database, or correct its name in the URL; the profile postgres reads FLUVIUS_DB_URL.");
            case "53300" ->
                new DatabaseTrouble(
                        "it accepts no more connections",
                        "Raise max_connections, or close connections of other programs.");
            case "57P01", "57P02", "57P03" ->
                new DatabaseTrouble("the server is starting or stopping", "Try again when the server has started.");
            case "42501" ->
                new DatabaseTrouble(
                        "it denies this user a right: "
                                + String.valueOf(failure.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""),
                        "Make the user the owner of the database and of its tables, or grant the right.");
            case "90028", "90031", "90067", "90098", "90121" ->
                new DatabaseTrouble("H2 has closed its file", "It is opened again as soon as H2 can write it.");
            case "08001", "08003", "08006" -> unreachable("the server does not answer");
            default -> null;
        };
    }

    private static boolean isFull(@Nullable String message) {
        return message != null && NO_SPACE.matcher(message).find();
    }

    private static DatabaseTrouble diskFull() {
        return new DatabaseTrouble("the disk is full", "Free space on the disk of the database.");
    }

    private static DatabaseTrouble unreachable(String cause) {
        return new DatabaseTrouble(
                cause, "Start the server, or correct the URL; the profile postgres reads FLUVIUS_DB_URL.");
    }

    private static DatabaseTrouble unknown(Throwable failure) {
        String state = Failures.causes(failure)
                .filter(SQLException.class::isInstance)
                .map(it -> "SQL state " + ((SQLException) it).getSQLState())
                .findFirst()
                .orElse(failure.getClass().getSimpleName());
        return new DatabaseTrouble(
                "it reports an error (" + state + ")", "Start the application with --debug to see the whole failure.");
    }
}
