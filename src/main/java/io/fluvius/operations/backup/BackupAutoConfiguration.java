package io.fluvius.operations.backup;

import io.fluvius.database.OnlineBackup;
import io.fluvius.http.openapi.OpenApiOperations;
import io.fluvius.operations.Backups;
import io.fluvius.operations.OperatorActions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Configures backups. */
@AutoConfiguration
@EnableConfigurationProperties(BackupProperties.class)
class BackupAutoConfiguration {

    @Bean
    Backups backups(OnlineBackup database, BackupProperties properties, OperatorActions actions) {
        return new FolderBackups(database, properties.folder(), actions);
    }

    @Bean
    @ConditionalOnWebApplication
    BackupController backupController(Backups backups) {
        return new BackupController(backups);
    }

    @Bean
    @ConditionalOnWebApplication
    OpenApiOperations backupOperations() {
        return new BackupOperations();
    }
}
