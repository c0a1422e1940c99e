namespace Sandbox.Tests.Agents;

/// <summary>After the last fixture.</summary>
[SetUpFixture]
internal sealed class AgentsEnd
{
    [OneTimeTearDown]
    public Task RemoveAsync() => AgentBench.EndAsync();
}
