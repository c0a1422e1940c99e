using AiSandbox.Host.Model;

namespace Host.Tests.Features.Lifecycle;

/// <summary>What <c>docker inspect --format '{{json .}}'</c> prints of a container, shortened.</summary>
internal static class Inspected
{
    public static string Line(string id, string sandbox, string service, string checkout, string state = "running", string health = "", string mounts = "") => $$"""
        {"Id":"{{id}}","Name":"/{{sandbox}}-{{service}}-1","State":{"Status":"{{state}}","Running":true,"Pid":42,"ExitCode":0,"StartedAt":"2026-01-01T00:00:00.123456789Z"
        {{Health(health)}} },"Mounts":[{{mounts}}],"HostConfig":{"Runtime":"runc","NetworkMode":"none"},
        "Config":{"Labels":{"{{SandboxLabels.Sandbox}}":"{{sandbox}}","{{ComposeLabels.Service}}":"{{service}}","{{ComposeLabels.WorkingDirectory}}":"{{checkout}}"} },
        "NetworkSettings":{"Networks":{"{{sandbox}}_private":{"IPAddress":""} } } }
        """.ReplaceLineEndings("");

    private static string Health(string status) => status.Length > 0 ? $$""","Health":{"Status":"{{status}}","Log":[]}""" : "";
}
