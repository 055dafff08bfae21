moothall.index({{ manifest | tojson }});
