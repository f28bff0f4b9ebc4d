package io.fluvius.personal;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The table of keys, named as in the migration. */
public final class PersonalKeyTables {

    public static final Table<Record> KEYS = DSL.table(DSL.name("personal_key"));
    public static final Field<UUID> PERSON = DSL.field(DSL.name("personal_key", "person"), SQLDataType.UUID);

    /** Null when the person was forgotten. The row stays, so that no key is made for the person again. */
    public static final Field<String> DATA_KEY = DSL.field(DSL.name("personal_key", "data_key"), SQLDataType.VARCHAR);

    public static final Field<String> MASTER_KEY =
            DSL.field(DSL.name("personal_key", "master_key"), SQLDataType.VARCHAR);
    public static final Field<OffsetDateTime> FORGOTTEN_AT =
            DSL.field(DSL.name("personal_key", "forgotten_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);

    private PersonalKeyTables() {}
}
