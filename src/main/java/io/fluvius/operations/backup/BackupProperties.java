package io.fluvius.operations.backup;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of backups.
 *
 * @param folder the folder for backups of an H2 database; created with the first backup
 */
@ConfigurationProperties("fluvius.backups")
record BackupProperties(Path folder) {}
