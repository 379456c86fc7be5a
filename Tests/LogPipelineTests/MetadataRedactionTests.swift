import Foundation
import LogPipeline
import Logging
import Telemetry
import Testing

/// Secrets in what libraries log: recognised by the key of the metadata, or as the user name of a URL.
@Suite(.timeLimit(.minutes(15))) struct MetadataRedactionTests {
    struct Refused: Error, CustomStringConvertible {
        let description = "cannot reach redis://:hunter2@cache:6379/0"
    }

    private func log(_ body: (Logger) -> Void) throws -> (lines: [ParsedLine], redactions: String) {
        let folder = try TemporaryFolder()
        let configuration = LogPipelineConfiguration.sample(in: folder)
        let registry = MetricRegistry(names: configuration.names)
        let pipeline = LogPipeline(configuration: configuration, registry: registry)
        try pipeline.start()
        body(Logger(label: "library", factory: pipeline.logHandlerFactory))
        pipeline.stop(within: 5)
        let text = String(decoding: registry.render(.text004), as: UTF8.self)
        let samples = text.split(separator: "\n").filter { $0.hasPrefix("log_pipeline_redactions_total{") }
        let lines = try ParsedLine.all(in: folder.data("app.jsonl")).map { try #require($0) }
        return (lines, samples.joined(separator: "\n"))
    }

    @Test(arguments: [
        "password", "db.password", "X-Api-Key", "apiKey", "API_KEY", "authorization", "Cookie", "set-cookie", "token",
        "refresh_token", "client-secret", "secret", "credentials", "aws_secret_access_key", "access key", "jwt",
        "privateKey", "sessionId", "passphrase", "pwd", "otp",
    ])
    func aKeyThatSoundsSecretHidesItsValue(key: String) throws {
        let (lines, redactions) = try self.log { $0.warning("x", metadata: [key: "hunter2", "pool": "main"]) }
        let labels = lines[0].fields.filter { $0.key.hasPrefix("labels.") }
        #expect(labels.count == 2)
        #expect(labels.values.contains { $0 as? String == "[redacted]" })
        #expect(lines[0]["labels.pool"] == "main")
        #expect(!lines[0].text.contains("hunter2"))
        #expect(redactions.contains(#"{rule="secret"} 1"#))
    }

    @Test(arguments: ["path", "password_file", "spool", "hash", "keys", "pinned", "config_hash", "route"])
    func otherKeysShowTheirs(key: String) throws {
        let (lines, redactions) = try self.log { $0.warning("x", metadata: [key: "shown"]) }
        #expect(lines[0].text.contains("shown"))
        #expect(redactions.contains(#"{rule="secret"} 0"#))
    }

    @Test func secretsAreFoundAtEveryDepth() throws {
        let (lines, redactions) = try self.log {
            $0.warning(
                "x",
                metadata: [
                    "request": [
                        "headers": ["Authorization": "Bearer hunter2", "Accept": "text/plain"],
                        "urls": ["http://lin:hunter2@a/", "http://b/"],
                    ]
                ]
            )
        }
        let text = try #require(lines[0]["labels.request"])
        #expect(!text.contains("hunter2"))
        #expect(text.contains("text/plain") && text.contains("http://[redacted]@a/") && text.contains("http://b/"))
        #expect(redactions.contains(#"{rule="secret"} 2"#))
    }

    @Test func urlsLoseUserNameAndPassword() throws {
        let (lines, redactions) = try self.log {
            $0.error("retrying postgres://lin:hunter2@db/x", error: Refused(), metadata: ["url": "amqp://a:hunter2@mq"])
        }
        #expect(lines[0]["message"] == "retrying postgres://[redacted]@db/x")
        #expect(lines[0]["error.message"] == "cannot reach redis://[redacted]@cache:6379/0")
        #expect(lines[0]["labels.url"] == "amqp://[redacted]@mq")
        #expect(redactions.contains(#"{rule="secret"} 3"#))
    }

    @Test(arguments: ["http://a/b@c", "mail lin@example.com", "a://", "://@", "http://a b@c"])
    func otherTextsStayAsTheyAre(text: String) throws {
        let (lines, _) = try self.log { $0.warning("\(text)") }
        #expect(lines[0]["message"] == (text == "://@" ? "://[redacted]@" : text))
    }

    @Test func aSecretValueHidesItself() throws {
        let (lines, _) = try self.log {
            $0.warning(
                "x",
                metadata: ["value": .stringConvertible(Secret("hunter2")), "other": "\(Secret("hunter2"))"]
            )
        }
        #expect(lines[0]["labels.value"] == "[redacted]")
        #expect(lines[0]["labels.other"] == "[redacted]")
    }
}
