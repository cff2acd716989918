package io.hydrophone.agent.jmx;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ObjectName;

/**
 * A JVM with beans under the names that Oracle documents for WebLogic, in its stead: the server itself cannot be had here.
 * Values are made up. Prints {@code ready}, and ends when its input does.
 */
final class WebLogicBeans {
    private WebLogicBeans() {}

    /** Some numbers, and a text. */
    private record Figures(Map<String, Object> values) implements DynamicMBean {
        @Override
        public Object getAttribute(String name) throws AttributeNotFoundException {
            if (name.equals("Broken")) {
                throw new AttributeNotFoundException(name);
            }
            return values.get(name);
        }

        @Override
        public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
            throw new AttributeNotFoundException(attribute.getName());
        }

        @Override
        public AttributeList getAttributes(String[] names) {
            AttributeList list = new AttributeList();
            for (String name : names) {
                if (!name.equals("Broken")) {
                    list.add(new Attribute(name, values.get(name)));
                }
            }
            return list;
        }

        @Override
        public AttributeList setAttributes(AttributeList attributes) {
            return new AttributeList();
        }

        @Override
        public Object invoke(String action, Object[] parameters, String[] signature) {
            throw new UnsupportedOperationException(action);
        }

        @Override
        public MBeanInfo getMBeanInfo() {
            MBeanAttributeInfo[] attributes = values.keySet().stream()
                    .map(name -> new MBeanAttributeInfo(name, "java.lang.Object", name, true, false, false))
                    .toArray(MBeanAttributeInfo[]::new);
            return new MBeanInfo("weblogic", "stands in", attributes, null, null, null);
        }
    }

    public static void main(String[] args) throws Exception {
        register(
                "com.bea:Name=AdminServer,Type=ServerRuntime",
                Map.of("State", "RUNNING", "OpenSocketsCurrentCount", 3));
        register(
                "com.bea:Name=ThreadPoolRuntime,ServerRuntime=AdminServer,Type=ThreadPoolRuntime",
                Map.of(
                        "ExecuteThreadIdleCount",
                        2,
                        "QueueLength",
                        5,
                        "CompletedRequestCount",
                        100L,
                        "Throughput",
                        1.5,
                        "Broken",
                        0));
        register(
                "com.bea:Name=shop,ServerRuntime=AdminServer,Type=JDBCDataSourceRuntime",
                Map.of("ActiveConnectionsCurrentCount", 7, "State", "Running"));
        for (int i = 0; i < 400; i++) {
            register("shop:type=Queue,name=queue-" + i, Map.of("Depth", i));
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // until whoever started it ends
        }
    }

    private static void register(String name, Map<String, Object> values) throws Exception {
        ManagementFactory.getPlatformMBeanServer()
                .registerMBean(new Figures(new TreeMap<>(values)), new ObjectName(name));
    }
}
