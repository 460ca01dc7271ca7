package io.impasto.manifests.images;

import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;

import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What {@code deploy/images/pom.xml} tells Jib of one image. */
final class Jib {

    private static final String PLUGIN =
            "/project/profiles/profile[id='images']//plugin[artifactId='jib-maven-plugin']";

    private final XPath xpath = XPathFactory.newInstance().newXPath();
    private final Document pom;
    private final String execution;

    /** @param execution the image's, such as {@code gateway} */
    Jib(String pom, String execution) throws Exception {
        this.pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(pom.replaceAll("<project [^>]*>", "<project>"))));
        this.execution = PLUGIN + "/executions/execution[id='" + execution + "']";
    }

    /** What the image, or else all of them, are told. */
    String said(String path) throws Exception {
        String own = text(execution + "/configuration/" + path);
        return own.isEmpty() ? text(PLUGIN + "/configuration/" + path) : own;
    }

    /** Labels or the environment, of the image and of all of them. */
    Map<String, String> pairs(String path) throws Exception {
        Map<String, String> pairs = new TreeMap<>();
        for (String where : new String[] {PLUGIN, execution}) {
            NodeList nodes =
                    (NodeList) xpath.evaluate(where + "/configuration/" + path + "/*", pom, XPathConstants.NODESET);
            for (int i = 0; i < nodes.getLength(); i++) {
                Node node = nodes.item(i);
                pairs.put(node.getNodeName(), fill(node.getTextContent()));
            }
        }
        return pairs;
    }

    private String text(String path) throws Exception {
        return fill(xpath.evaluate(path, pom).strip());
    }

    private String fill(String value) throws Exception {
        String filled = value;
        while (filled.contains("${impasto.")) {
            int start = filled.indexOf("${impasto.");
            int end = filled.indexOf('}', start);
            filled = filled.substring(0, start)
                    + xpath.evaluate("/project/properties/" + filled.substring(start + 2, end), pom)
                    + filled.substring(end + 1);
        }
        return filled;
    }
}
