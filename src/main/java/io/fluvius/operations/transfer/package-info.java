/** Export, import and verification of the log: the form of the file, the URLs, and the commands of the command line. */
@NullMarked
@NamedInterface("transfer")
package io.fluvius.operations.transfer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
