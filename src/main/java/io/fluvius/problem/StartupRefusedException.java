package io.fluvius.problem;

/**
 * The application refuses to start: it would lose events, return wrong results, ignore a setting, or be open to everyone on the
 * network; or its database cannot be used.
 */
@SuppressWarnings("serial")
public final class StartupRefusedException extends IllegalStateException {

    private final String reason;
    private final String remedy;

    /**
     * Creates a refusal.
     *
     * @param reason what the application found
     * @param remedy what the operator or the developer can do about it
     */
    public StartupRefusedException(String reason, String remedy) {
        super(reason + " " + remedy);
        this.reason = reason;
        this.remedy = remedy;
    }

    /** Creates a refusal with the failure that led to it. */
    public StartupRefusedException(String reason, String remedy, Throwable cause) {
        this(reason, remedy);
        initCause(cause);
    }

    /** What the application found. */
    public String reason() {
        return reason;
    }

    /** What the operator or the developer can do about it. */
    public String remedy() {
        return remedy;
    }
}
