package io.fluvius.problem;

/** The application refuses to start, because it would lose events, return wrong results, or be open to everyone on the network. */
@SuppressWarnings("serial")
public final class StartupRefusedException extends IllegalStateException {

    private final String remedy;

    /**
     * Creates a refusal.
     *
     * @param reason what the application found
     * @param remedy what the operator or the developer can do about it
     */
    public StartupRefusedException(String reason, String remedy) {
        super(reason + " " + remedy);
        this.remedy = remedy;
    }

    /** What the operator or the developer can do about it. */
    public String remedy() {
        return remedy;
    }
}
