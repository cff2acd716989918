package io.hydrophone.app.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ServiceDefinitionTest {
    private static final List<String> COMMAND =
            List.of("/opt/a b/java", "-Xmx256m", "-Dx=50% of $HOME \"q\"", "agent", "<&>", "C:\\dir with\\");

    /** Read back by systemd's own verifier where there is one; the quoting is that of systemd.syntax(7) in any case. */
    @Test
    void systemdTakesNoSignOfAWordForItsOwn(@TempDir Path directory) throws Exception {
        String unit = ServiceDefinition.SYSTEMD.text(COMMAND);
        assertThat(unit)
                .contains("ExecStart=\"/opt/a b/java\" -Xmx256m \"-Dx=50%% of $$HOME \\\"q\\\"\" agent <&>"
                        + " \"C:\\\\dir with\\\\\"\n");
        if (Files.isExecutable(Path.of("/usr/bin/systemd-analyze"))) {
            Path java = Files.createDirectories(directory.resolve("a b")).resolve("java");
            Files.writeString(java, "#!/bin/sh\n");
            assertThat(java.toFile().setExecutable(true)).isTrue();
            Path file = directory.resolve("hydrophone-agent.service");
            Files.writeString(file, unit.replace("/opt/a b/java", java.toString()));
            Process verify = new ProcessBuilder("systemd-analyze", "verify", "--man=no", file.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(verify.getInputStream().readAllBytes(), UTF_8);
            assertThat(said).doesNotContain("hydrophone-agent.service:");
        }
    }

    @Test
    void windowsGetsItsWordsBackAsTheyWere() throws Exception {
        Document document = parse(ServiceDefinition.WINDOWS.text(COMMAND));
        assertThat(document.getElementsByTagName("executable").item(0).getTextContent())
                .isEqualTo("/opt/a b/java");
        assertThat(document.getElementsByTagName("arguments").item(0).getTextContent())
                .isEqualTo("-Xmx256m \"-Dx=50% of $HOME \\\"q\\\"\" agent <&> \"C:\\dir with\\\\\"");
    }

    @Test
    void launchdGetsAWordAString() throws Exception {
        String list = ServiceDefinition.LAUNCHD.text(COMMAND).replaceAll("<!DOCTYPE[^>]*>", "");
        var words = ((org.w3c.dom.Element)
                        parse(list).getElementsByTagName("array").item(0))
                .getElementsByTagName("string");
        assertThat(words.getLength()).isEqualTo(COMMAND.size());
        for (int i = 0; i < COMMAND.size(); i++) {
            assertThat(words.item(i).getTextContent()).isEqualTo(COMMAND.get(i));
        }
    }

    private static Document parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    }
}
