using System.Text;
using System.Text.Json;
using AiSandbox.Gateway.Configuration;
using AiSandbox.Gateway.Requests;

namespace Gateway.Tests;

public sealed class HostedToolsTests
{
    private static string? Find(string kind, string body) => HostedTools.Find(Enum.Parse<BodyKind>(kind), Encoding.UTF8.GetBytes(body));

    [TestCase("Anthropic", """{"tools":[{"name":"a","input_schema":{"properties":{"tools":{"type":"array"}}}},{"type":"bash_20250124","name":"bash"}]}""")]
    [TestCase("Anthropic", """{"messages":[{"content":[{"type":"tool_use","input":{"tools":[{"type":"web_search"}],"source":{"url":"https://x"}}}]}]}""")]
    [TestCase("Anthropic", """{"messages":[{"content":[{"type":"image","source":{"type":"base64","data":"x"}}]}],"mcp_servers":[],"container":null}""")]
    [TestCase("OpenAi", """{"tools":[{"type":"function","parameters":{"type":"object"}}],"input":[{"type":"input_image","image_url":"data:image/png;base64,x"}]}""")]
    [TestCase("OpenAi", """{"input":[{"type":"additional_tools","tools":[{"type":"namespace","tools":[{"type":"custom"}]}]}]}""")]
    [TestCase("Gemini", """{"tools":[{"functionDeclarations":[{"name":"a","parameters":{"type":"OBJECT"}}]}],"contents":[{"parts":[{"functionCall":{"args":{"fileData":{"x":1}}}}]}]}""")]
    public void Should_let_pass_what_the_client_does_itself(string kind, string body) => Find(kind, body).ShouldBeNull();

    [TestCase("Anthropic", """{"tools":[{"name":"a"},{"type":"web_search_20250305"}]}""", "web_search_20250305")]
    [TestCase("Anthropic", """{"tools":[{"type":"custom","type":"web_fetch_20250910"}]}""", "web_fetch_20250910")]
    [TestCase("Anthropic", """{"tools":[{"type":"web_fetch_20250910"}],"tools":[]}""", "web_fetch_20250910")]
    [TestCase("Anthropic", """{"t\u006fols":[{"t\u0079pe":"web_fetch_20250910"}]}""", "web_fetch_20250910")]
    [TestCase("Anthropic", """{"tools":[{"type":["custom"]}]}""", "type")]
    [TestCase("Anthropic", """{"mcp_servers":[{"url":"https://x"}]}""", "mcp_servers")]
    [TestCase("Anthropic", """{"messages":[{"content":[{"type":"image","source":{"type":"url","url":"https://x"}}]}]}""", "url")]
    [TestCase("OpenAi", """{"tools":[{"type":"shell"}]}""", "shell")]
    [TestCase("OpenAi", """{"tools":[{}]}""", "without a type")]
    [TestCase("OpenAi", """{"messages":[{"content":[{"image_url":{"url":"https://x"}}]}]}""", "url")]
    [TestCase("OpenAi", """{"model":"gpt-4o-search-preview"}""", "searches by itself")]
    [TestCase("Gemini", """{"tools":[{"googleSearch":{}}]}""", "googleSearch")]
    [TestCase("Gemini", """{"contents":[{"parts":[{"file_data":{"file_uri":"https://x"}}]}]}""", "file_data")]
    public void Should_find_what_the_vendor_would_fetch_or_call(string kind, string body, string found) => Find(kind, body)!.ShouldContain(found);

    [TestCase("")]
    [TestCase("""{"a":1,}""")]
    [TestCase("""{"a":1} {"b":2}""")]
    [TestCase("""{"tools":[{"type":"web_search"}]""")]
    public void Should_fail_where_it_is_not_one_JSON_value(string body) => Should.Throw<JsonException>(() => Find("Anthropic", body));
}
