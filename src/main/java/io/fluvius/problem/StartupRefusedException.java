package io.fluvius.problem;

/** The application does not start, because it would do harm: lose events, give wrong answers, or be open to strangers. */
@SuppressWarnings("serial")
public final class StartupRefusedException extends IllegalStateException {

    private final String remedy;

    /**
     * Refuses to start.
     *
     * @param reason what was found
     * @param remedy what the operator or developer can do about it
     */
    public StartupRefusedException(String reason, String remedy) {
        super(reason + " " + remedy);
        this.remedy = remedy;
    }

    /** What can be done about it. */
    public String remedy() {
        return remedy;
    }
}
