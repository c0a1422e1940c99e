using AiSandbox.Host.Features.Suggest.Projects;

namespace Host.Tests.Features.Suggest.Projects;

public sealed class FormatTests
{
    [TestCase("package.json", """{"dependencies":{"a":"^1.2.0"}}""", "@npm")]
    [TestCase("package.json", """{"packageManager":"yarn@4.1.0","devDependencies":{"a":"~1.2.0"}}""", "@yarn")]
    [TestCase("package.json", """{"dependencies":{"a":"github:o/r"}}""", "github.com:443")]
    [TestCase("package.json", """{"dependencies":{"a":"o/r#v1"}}""", "github.com:443")]
    [TestCase("package.json", """{"dependencies":{"a":"git+ssh://git@git.corp.example/o/r.git","b":"https://x.example/a.tgz"}}""", "git.corp.example:22 x.example:443")]
    [TestCase("package.json", """{"dependencies":{"a":"file:../a","b":"workspace:*","c":"link:x","d":"./x","e":"~/x"}}""", "")]
    [TestCase("package.json", """{"dependencies":{"a":"npm:@scope/b@1"}}""", "@npm")]
    [TestCase("package.json", """{"name":"x","homepage":"https://home.example"}""", "")]
    [TestCase("package-lock.json", """{"packages":{"node_modules/a":{"resolved":"https://registry.npmjs.org/a/-/a.tgz"},"node_modules/b":{"resolved":"https://npm.corp.example/b.tgz"}}}""", "npm.corp.example:443 registry.npmjs.org:443")]
    [TestCase("package-lock.json", """{"packages":{"node_modules/a":{"version":"1.0.0","integrity":"sha512-x"}}}""", "@npm")]
    [TestCase("package-lock.json", """{"packages":{"node_modules/a":{"resolved":"packages/a","link":true}}}""", "")]
    [TestCase("pnpm-lock.yaml", "packages:\n\n  a@1.0.0:\n    resolution: {integrity: sha512-x}\n", "@npm")]
    [TestCase("pnpm-lock.yaml", "packages:\n  a:\n    resolution: {tarball: https://codeload.github.com/o/r/tar.gz/1}\n  b:\n    resolution: {type: git, repo: git@git.corp.example:o/r.git, commit: 1}\n", "codeload.github.com:443 git.corp.example:22")]
    [TestCase("yarn.lock", "a@^1:\n  version \"1.0.0\"\n  resolved \"https://registry.yarnpkg.com/a/-/a-1.0.0.tgz#x\"\n", "registry.yarnpkg.com:443")]
    [TestCase("yarn.lock", "__metadata:\n  version: 8\n\n\"a@npm:^1\":\n  version: 1.0.0\n  resolution: \"a@npm:1.0.0\"\n\"@s/w@workspace:.\":\n  resolution: \"@s/w@workspace:.\"\n", "@yarn")]
    [TestCase("yarn.lock", "x:\n  resolution: \"@s/a@npm:1.0.0::__archiveUrl=https%3A%2F%2Fnpm.corp.example%2Fa.tgz\"\n  resolution: \"b@https://github.com/o/r.git#commit=1\"\n", "github.com:443 npm.corp.example:443")]
    [TestCase(".npmrc", "registry=https://npm.corp.example/\n@s:registry = https://s.example/\n//npm.corp.example/:_authToken=secret\n; registry=https://no.example\n", "npm.corp.example:443 s.example:443")]
    [TestCase("requirements.txt", "# c\nrequests==2.0 --hash=sha256:x\nflask\n", "@python")]
    [TestCase("requirements-dev.txt", "--index-url https://pip.corp.example/simple\nrequests\n", "pip.corp.example:443")]
    [TestCase("requirements.txt", "--extra-index-url=https://pip.corp.example/simple\nrequests\n", "@python pip.corp.example:443")]
    [TestCase("requirements.txt", "a @ https://x.example/a.whl\n-e git+ssh://git@git.corp.example/o/r.git@main#egg=r\n./local\n-r other.txt\n", "git.corp.example:22 x.example:443")]
    [TestCase("pyproject.toml", "[project]\nname = \"x\"\ndependencies = [\n  \"requests>=2\",\n]\n[project.urls]\nhome = \"https://home.example\"\n", "@python")]
    [TestCase("pyproject.toml", "[project]\nname = \"x\"\nauthors = [{name = \"a\"}]\n[tool.other]\nurl = \"https://no.example\"\n", "")]
    [TestCase("pyproject.toml", "[project]\ndependencies = [\"a @ git+https://git.corp.example/o/r\"]\n", "git.corp.example:443")]
    [TestCase("pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3.12\"\nrequests = \"^2\"\nr = { git = \"https://git.corp.example/o/r\" }\n[[tool.poetry.source]]\nurl = \"https://pip.corp.example/simple\"\n", "@python git.corp.example:443 pip.corp.example:443")]
    [TestCase("uv.lock", "[[package]]\nname = \"a\"\nsource = { registry = \"https://pypi.org/simple\" }\nsdist = { url = \"https://files.pythonhosted.org/a.tar.gz\", hash = \"x\" }\n", "@python files.pythonhosted.org:443")]
    [TestCase("uv.lock", "[[package]]\nsource = { git = \"https://git.corp.example/o/r?rev=1#2\" }\n", "git.corp.example:443")]
    [TestCase("poetry.lock", "[[package]]\nname = \"a\"\n\n[[package]]\nname = \"b\"\n\n[package.source]\ntype = \"legacy\"\nurl = \"https://pip.corp.example/simple\"\n", "@python pip.corp.example:443")]
    [TestCase("poetry.lock", "[[package]]\nname = \"b\"\n[package.source]\nurl = \"https://pip.corp.example/simple\"\n", "pip.corp.example:443")]
    [TestCase("x.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="A" Version="1" /></ItemGroup></Project>""", "@dotnet")]
    [TestCase("x.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><RestoreSources>https://nuget.corp.example/v3/index.json;../feed</RestoreSources></PropertyGroup></Project>""", "nuget.corp.example:443")]
    [TestCase("x.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="../y/y.csproj" /></ItemGroup></Project>""", "")]
    [TestCase("packages.lock.json", """{"version":1,"dependencies":{"net10.0":{"A":{"type":"Direct"}}}}""", "@dotnet")]
    [TestCase("packages.lock.json", """{"version":1,"dependencies":{"net10.0":{}}}""", "")]
    [TestCase("NuGet.Config", """<configuration><packageSources><clear /><add key="c" value="https://nuget.corp.example/v3/index.json" /><add key="l" value="./feed" /></packageSources><disabledPackageSources><add key="x" value="true" /></disabledPackageSources></configuration>""", "nuget.corp.example:443")]
    [TestCase("nuget.config", """<configuration><packageSources><add key="c" value="https://nuget.corp.example/v3/index.json" /></packageSources></configuration>""", "@dotnet nuget.corp.example:443")]
    [TestCase("Cargo.toml", "[package]\nname = \"x\"\nrepository = \"https://no.example\"\n[dependencies]\nserde = { version = \"1\" }\nr = { git = \"https://git.corp.example/o/r\" }\n", "@rust git.corp.example:443")]
    [TestCase("Cargo.toml", "[dependencies]\na = { path = \"../a\" }\nb = { workspace = true }\n", "")]
    [TestCase("Cargo.toml", "[target.'cfg(unix)'.dev-dependencies]\na = \"1\"\n", "@rust")]
    [TestCase("Cargo.toml", "[dependencies.a]\nversion = \"1\"\n", "@rust")]
    [TestCase("Cargo.lock", "[[package]]\nname = \"a\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n[[package]]\nname = \"me\"\n", "@rust")]
    [TestCase("Cargo.lock", "[[package]]\nsource = \"git+https://git.corp.example/o/r?branch=x#1\"\n[[package]]\nsource = \"sparse+https://crates.corp.example/\"\n", "crates.corp.example:443 git.corp.example:443")]
    [TestCase("rust-toolchain.toml", "[toolchain]\nchannel = \"1.80\"\n", "@rustup")]
    [TestCase("go.mod", "module x\n\ngo 1.24\n\nrequire (\n\tgolang.org/x/net v0.1.0\n)\n", "@go")]
    [TestCase("go.mod", "module x\n\ngo 1.24\n", "")]
    [TestCase("go.sum", "golang.org/x/net v0.1.0 h1:x=\n", "@go")]
    [TestCase("pom.xml", "<project xmlns='http://maven.apache.org/POM/4.0.0'><url>https://home.example</url><repositories><repository><url>https://mvn.corp.example/x</url></repository></repositories><distributionManagement><repository><url>https://publish.example</url></repository></distributionManagement><dependencies><dependency/></dependencies></project>", "@java mvn.corp.example:443")]
    [TestCase("build.gradle", "plugins {\n  id 'java'\n}\nrepositories {\n  mavenCentral()\n  maven { url 'https://mvn.corp.example/x' }\n  // maven { url 'https://no.example' }\n}\n", "@gradle @java mvn.corp.example:443")]
    [TestCase("settings.gradle.kts", "repositories {\n  google()\n  gradlePluginPortal()\n  maven(\"https://mvn.corp.example\")\n}\n", "@gradle dl.google.com:443 mvn.corp.example:443")]
    [TestCase("gradle-wrapper.properties", "distributionUrl=https\\://services.gradle.org/distributions/gradle-9.0-bin.zip\n", "services.gradle.org:443")]
    [TestCase("build.sbt", "name := \"x\"\nresolvers += \"corp\" at \"https://mvn.corp.example\"\n", "@java mvn.corp.example:443")]
    [TestCase("Gemfile", "source \"https://rubygems.org\"\ngem \"a\"\ngem \"b\", git: \"https://git.corp.example/b\"\n", "@ruby git.corp.example:443")]
    [TestCase("Gemfile.lock", "GEM\n  remote: https://rubygems.org/\n  specs:\n    a (1.0)\nGIT\n  remote: git@git.corp.example:o/r.git\n", "@ruby git.corp.example:22")]
    [TestCase(".gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = ../x\n[submodule \"y\"]\n\turl = https://git.corp.example/y\n", "git.corp.example:443")]
    public void Should_find_what_a_file_needs(string name, string text, string expected) => Needs(name, text).ShouldBe(expected);

    [Test]
    public void Should_find_the_remotes_of_a_repository()
    {
        var needs = new ProjectNeeds(new ScanLimits());
        ProjectFormat.GitConfig.Read(
            "[core]\n\turl = https://no.example\n[remote \"origin\"]\n\turl = git@github.com:o/r.git\n\tpushurl = \"https://git.corp.example/o/r\"\n[url \"https://no.example/\"]\n\tinsteadOf = x\n", needs);

        needs.Hosts.Select(host => host.ToString()).ShouldBe(["git.corp.example:443", "github.com:22"]);
    }

    [TestCase("requirements.in")]
    [TestCase("package.json.bak")]
    [TestCase("csproj")]
    [TestCase("readme.md")]
    public void Should_leave_other_files_alone(string name) => ProjectFormat.Of(name).ShouldBeNull();

    private static string Needs(string name, string text)
    {
        var needs = new ProjectNeeds(new ScanLimits());
        needs.Begin(name);
        ProjectFormat.Of(name).ShouldNotBeNull().Read(text, needs);
        needs.Refused.ShouldBeEmpty();

        return string.Join(' ', needs.Presets.Select(preset => "@" + preset.Name).Concat(needs.Hosts.Select(host => host.ToString())));
    }
}
