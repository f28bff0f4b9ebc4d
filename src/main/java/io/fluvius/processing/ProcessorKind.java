package io.fluvius.processing;

/** What a processor does with events. */
public enum ProcessorKind {
    /** It maintains views. */
    PROJECTION,
    /** It sends commands, and never sees a replay. */
    AUTOMATION,
    /** It runs sagas, and never sees a replay. */
    SAGA,
    /** It maintains a read model of the application's own. */
    OWN_READ_MODEL;

    /** Whether the processor may handle events again that it has handled. */
    public boolean isReplayable() {
        return this == PROJECTION || this == OWN_READ_MODEL;
    }
}
