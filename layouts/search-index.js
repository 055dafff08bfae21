moothall.indexAt({{ manifest | tojson }});
