package io.fluvius.query.cursor;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Configures the signing of cursors, with the configured key or the one stored in the data folder. */
@AutoConfiguration
@EnableConfigurationProperties(CursorProperties.class)
class CursorAutoConfiguration {

    @Bean
    Cursors cursors(CursorProperties properties, @Value("${fluvius.data-dir}") String dataFolder) {
        return new Cursors(CursorKey.of(properties.cursorKey(), Path.of(dataFolder)));
    }
}
