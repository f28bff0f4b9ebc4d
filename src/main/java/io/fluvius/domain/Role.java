package io.fluvius.domain;

/**
 * The roles that Fluvius knows. A domain may name further ones in kebab case, such as {@code librarian}; they have no rights
 * except those that domains give them with {@link AllowedTo}.
 */
public final class Role {

    /** May do everything. */
    public static final String OWNER = "owner";

    /** Runs the application: processors, dead letters, rebuilds. Sees personal data as withheld. */
    public static final String OPERATOR = "operator";

    /** Sends the commands and reads the views that are allowed to it, with personal data. */
    public static final String EDITOR = "editor";

    /** Reads everything: all views, the whole log, and the records of operators. Changes nothing. */
    public static final String AUDITOR = "auditor";

    /** Another system, which sends the commands and reads the views that are allowed to it. Sees personal data as withheld. */
    public static final String MACHINE = "machine";

    /**
     * The role of a caller towards the aggregate that stands for the caller, such as the user who has signed in: it may send
     * commands to that aggregate, and read the rows that belong to it; see {@link OwnedBy}.
     */
    public static final String SELF = "self";

    private Role() {}
}
