package io.hydrophone.upkeep.deploy;

import io.hydrophone.config.Secret;
import java.nio.file.Path;
import java.util.List;

/**
 * A machine on which an agent is to be.
 *
 * @param name of the agent, and in results
 * @param address name or IP address
 * @param port of its SSH server
 * @param user who logs in; others than root need sudo
 * @param password to log in with, and for sudo if that asks; null for keys
 * @param keyFile a private key in OpenSSH's format; null for those of the SSH agent and of {@code ~/.ssh}
 * @param passphrase of the key; null for none
 * @param tags of the agent
 * @param prefix where it is installed: an absolute path
 */
public record DeployHost(
        String name,
        String address,
        int port,
        String user,
        Secret password,
        Path keyFile,
        Secret passphrase,
        List<String> tags,
        String prefix) {
    public DeployHost {
        tags = List.copyOf(tags);
    }

    /** {@code user@address:port}. */
    public String login() {
        return user + "@" + address + ":" + port;
    }
}
