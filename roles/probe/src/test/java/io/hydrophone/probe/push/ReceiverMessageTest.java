package io.hydrophone.probe.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.probe.settings.SettingsChange;
import io.hydrophone.report.ReportId;
import io.hydrophone.wire.SampleRatio;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverMessageTest {
    private static final ReceiverMessage FIVE =
            new ReceiverMessage.Acknowledged(new ReportId("db-7", 0xe, 5), Fence.UNKNOWN);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"acknowledged\":{\"probe\":\"db-7\",\"epoch\":\"e\",\"sequence\":5}}",
                "{\"acknowledged\":{\"sequence\":\"5\",\"later\":[{}],\"epoch\":\"000000000000000E\",\"probe\":\"db-7\"},\"more\":{\"a\":[1]}}",
            })
    void anAcknowledgementIsRead(String text) {
        assertThat(ReceiverMessage.parse(text)).isEqualTo(FIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"acknowledged\":{\"probe\":\"db-7\",\"epoch\":\"e\",\"sequence\":5,\"master_epoch\":12}}",
                "{\"acknowledged\":{\"probe\":\"db-7\",\"epoch\":\"e\",\"sequence\":5},\"master_epoch\":\"12\"}",
                "{\"master_epoch\":12,\"later\":{}}",
            })
    void theEpochOfTheMasterMayStandBesideOrAlone(String text) {
        assertThat(ReceiverMessage.parse(text).masterEpoch()).isEqualTo(12);
    }

    @Test
    void aRefusalMayNameTheMaster() {
        assertThat(ReceiverMessage.parse("{\"refused\":{\"reason\":\"no\",\"master\":\"ws://127.0.0.1:1/intake\"}}"))
                .isEqualTo(new ReceiverMessage.Refused("no", URI.create("ws://127.0.0.1:1/intake")));
        for (String master : List.of("5", "{}", "\"a b\"", "\"ws://" + "x".repeat(3_000) + "\"")) {
            assertThat(ReceiverMessage.parse("{\"refused\":{\"reason\":\"no\",\"master\":" + master + "}}"))
                    .isEqualTo(new ReceiverMessage.Refused("no", null));
        }
    }

    @Test
    void settingsAreReadWhole() {
        String text = "{\"settings\":[{\"ts\":7,\"node\":\"m1\",\"who\":\"\",\"sample\":\"1/4\"}]}";
        assertThat(ReceiverMessage.parse(text))
                .isInstanceOfSatisfying(
                        ReceiverMessage.Settings.class,
                        settings -> assertThat(settings.changes().together())
                                .isEqualTo(new SettingsChange(null, null, new SampleRatio(4))));
        assertThat(ReceiverMessage.parse(text.replace("1/4", "4"))).isEqualTo(new ReceiverMessage.Unknown());
        assertThat(ReceiverMessage.parse(text.replace("}]", "},5]"))).isEqualTo(new ReceiverMessage.Unknown());
    }

    @Test
    void aReasonIsShownOnOneLineAndNotAtAnyLength() {
        assertThat(ReceiverMessage.parse("{\"refused\":{\"reason\":\"no\\r\\nmore\"}}"))
                .isEqualTo(new ReceiverMessage.Refused("no  more", null));
        assertThat(ReceiverMessage.parse("{\"refused\":{}}"))
                .isEqualTo(new ReceiverMessage.Refused("no reason given", null));
        ReceiverMessage.Refused wordy = (ReceiverMessage.Refused)
                ReceiverMessage.parse("{\"refused\":{\"reason\":\"" + "x".repeat(10_000) + "\"}}");
        assertThat(wordy.reason()).hasSize(ReceiverMessage.MAX_REASON + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "5",
                "{",
                "{}",
                "{\"acknowledged\":5}",
                "{\"acknowledged\":{}}",
                "{\"acknowledged\":{\"probe\":\"p\",\"epoch\":\"e\",\"sequence\":-1}}",
                "{\"acknowledged\":{\"probe\":\"p\",\"epoch\":\"e\",\"sequence\":1e3}}",
                "{\"acknowledged\":{\"probe\":\"p\",\"epoch\":\"e\",\"sequence\":99999999999999999999}}",
                "{\"acknowledged\":{\"probe\":\"p\",\"epoch\":\"e\",\"sequence\":5}} trailing",
                "{\"acknowledged\":{\"probe\":\"p\",\"epoch\":\"\",\"sequence\":5}}",
                "{\"acknowledged\":{\"probe\":\"p\",\"epoch\":\"epoch\",\"sequence\":5}}",
                "{\"acknowledged\":{\"probe\":\"p\",\"epoch\":\"12345678901234567\",\"sequence\":5}}",
                "{\"acknowledged\":{\"probe\":\"p\",\"epoch\":14,\"sequence\":5}}",
                "{\"acknowledged\":{\"probe\":{\"a\":1},\"epoch\":\"e\",\"sequence\":5}}",
            })
    void anythingElseIsUnknown(String text) {
        assertThat(ReceiverMessage.parse(text)).isEqualTo(new ReceiverMessage.Unknown());
    }
}
