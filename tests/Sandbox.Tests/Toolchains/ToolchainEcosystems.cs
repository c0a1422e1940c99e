using Sandbox.Tests.Ecosystems;

namespace Sandbox.Tests.Toolchains;

/// <summary>What the features bring. Every registry is played but Debian's and npm's, which built the image.</summary>
internal static class ToolchainEcosystems
{
    private const string Cargo = """
        mkdir src && printf '[package]\nname = "a"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\ndemo-crate = "1"\n' > Cargo.toml
        echo 'fn main() { println!("{}", demo_crate::hello()); }' > src/main.rs
        CARGO_NET_RETRY=0 cargo run --quiet
        """;

    private const string Go = """
        export GOTOOLCHAIN=local GONOSUMDB=example.com GOFLAGS=-mod=mod
        printf 'module a\ngo 1.24\n' > go.mod
        printf 'package main\nimport "example.com/demo"\nfunc main() { println(demo.Hello()) }\n' > a.go
        go get example.com/demo@v1.0.0 && go run .
        """;

    private const string Maven = """
        echo '<project><modelVersion>4.0.0</modelVersion><parent><groupId>com.example</groupId><artifactId>demo</artifactId>
        <version>1.0</version><relativePath/></parent><artifactId>a</artifactId><packaging>pom</packaging></project>' > pom.xml
        mvn -B validate
        """;

    private const string Gradle = """
        cat > build.gradle <<'END'
        repositories { maven { url 'https://plugins.gradle.org/m2/' } }
        configurations { demo }
        dependencies { demo 'com.example:demo:1.0@pom' }
        task show { doLast { configurations.demo.each { println "hello from ${it.name}" } } }
        END
        gradle --no-daemon --quiet show
        """;

    private const string GradleWrapper = """
        : > build.gradle && gradle --no-daemon --offline --quiet wrapper --gradle-version 9.9 && ./gradlew
        """;

    private const string Java = """
        cat > Main.java <<'END'
        class Main { public static void main(String[] a) throws Exception {
          try (var in = new java.net.URL("https://repo1.maven.org/hello.txt").openStream()) { System.out.print(new String(in.readAllBytes())); } } }
        END
        java Main.java
        """;

    private const string JavaClient = """
        cat > Main.java <<'END'
        import java.net.http.*;
        class Main { public static void main(String[] a) throws Exception {
          var ask = HttpRequest.newBuilder(java.net.URI.create("https://repo1.maven.org/hello.txt")).build();
          System.out.print(HttpClient.newBuilder().proxy(java.net.ProxySelector.getDefault()).build().send(ask, HttpResponse.BodyHandlers.ofString()).body()); } }
        END
        java Main.java
        """;

    private const string Requests = "python3 -c 'import requests; print(requests.get(\"https://api.github.com/hello.txt\").text)'";

    private const string Chromium = "timeout 60 chromium --headless --dump-dom https://api.github.com/page.html | grep page";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Ecosystem> All { get; } =
    [
        new("python-requests", "github", "api.github.com", Requests, "hello from a file"),
        new("python-requests-untold", "github", "api.github.com", $"{TransparentClients.Clear}{Requests}", "hello from a file") { Dials = true },
        new("chromium", "github", "api.github.com", Chromium, "hello from a page"),
        new("cargo", "rust", "index.crates.io", Cargo, "hello from a crate"),
        new("go", "go", "proxy.golang.org", Go, "hello from a module"),
        new("go-untold", "go", "proxy.golang.org", $"{TransparentClients.Clear}export GOMODCACHE=$PWD/m GOCACHE=$PWD/c\n{Go}", "hello from a module") { Dials = true },
        new("maven", "java", "repo.maven.apache.org", Maven, "BUILD SUCCESS") { Dials = true },
        new("gradle", "gradle", "plugins.gradle.org", Gradle, "hello from demo-1.0.pom") { Dials = true },
        new("gradlew", "gradle", "services.gradle.org", GradleWrapper, "hello from a distribution") { Dials = true },
        new("java-url", "java", "repo1.maven.org", Java, "hello from a jar") { Dials = true },
        new("java-http-client", "java", "repo1.maven.org", JavaClient, "hello from a jar") { Dials = true },
        new("gem", "ruby", "index.rubygems.org", "gem install --user-install --no-document demo-gem && ruby -e 'require \"demo_gem\"'", "hello from a gem"),
    ];
}
