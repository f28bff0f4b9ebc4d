package io.fluvius.projection;

import io.fluvius.projection.RebuildRecord.Phase;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes the replacement of tables on H2 that a killed process has begun, before anything uses the tables. The second
 * tables include what the first ones did, because nothing has been written since.
 *
 * @param traces what else belongs to the tables
 */
record InterruptedSwaps(RebuildTraces traces) {

    private static final Logger LOG = LoggerFactory.getLogger(InterruptedSwaps.class);

    void complete(DataSource database) {
        DSLContext dsl = DSL.using(database, SQLDialect.H2);
        RebuildRecords records = new RebuildRecords(dsl);
        for (RebuildRecord rebuild : records.active()) {
            if (rebuild.phase() == Phase.SWAPPING || rebuild.phase() == Phase.CLEANING) {
                complete(rebuild, dsl);
                records.enter(rebuild.processingGroup(), Phase.SWAPPED);
                LOG.info("{} has been rebuilt: its new tables are in use", rebuild.processingGroup());
            }
        }
    }

    private void complete(RebuildRecord rebuild, DSLContext dsl) {
        H2TableCopies copies = new H2TableCopies(dsl);
        if (rebuild.phase() == Phase.SWAPPING) {
            rebuild.tables().forEach(copies::rename);
            dsl.transaction(configuration -> {
                DSLContext transaction = configuration.dsl();
                rebuild.tables()
                        .forEach(table -> DeletedRows.adopt(transaction, new SecondNames(table).second(), table));
                traces.adopt(transaction, rebuild.processingGroup());
                RebuildRecords.enter(transaction, rebuild.processingGroup(), Phase.CLEANING);
            });
        }
        rebuild.tables().forEach(copies::clean);
    }
}
