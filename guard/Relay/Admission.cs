namespace AiSandbox.Guard.Relay;

/// <summary>How many connections there may be, in all and without a tunnel.</summary>
public sealed class Admission(int maximum, int maximumPending)
{
    private readonly Lock _counting = new();
    private int _connections;
    private int _pending;

    /// <summary>Connections at this time.</summary>
    public int Connections => _connections;

    /// <summary>Connections at this time that have no tunnel.</summary>
    public int Pending => _pending;

    /// <summary>Whether nine in ten places are taken.</summary>
    public bool IsNearlyFull => _connections >= maximum - (maximum / 10);

    /// <summary>Lets a connection in.</summary>
    /// <returns>Its place, to be disposed of; null when there is none.</returns>
    public Place? TryEnter()
    {
        lock (_counting)
        {
            if (_connections >= maximum || _pending >= maximumPending)
                return null;
            _connections++;
            _pending++;
            return new Place(this);
        }
    }

    /// <summary>A connection's place.</summary>
    /// <param name="admission">Whose it is.</param>
    public sealed class Place(Admission admission) : IDisposable
    {
        private bool _hasTunnel;
        private bool _isOver;

        /// <summary>Counts it among those with a tunnel.</summary>
        public void TunnelOpened()
        {
            lock (admission._counting)
            {
                if (!_hasTunnel)
                    admission._pending--;
                _hasTunnel = true;
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            TunnelOpened();
            lock (admission._counting)
            {
                if (!_isOver)
                    admission._connections--;
                _isOver = true;
            }
        }
    }
}
